/* oxlint-disable jsx-a11y/prefer-tag-over-role -- SVG has no images of its own drawing. */
import { useMemo } from 'react';
import { useMessages } from '../../i18n/react';
import styles from './qr.module.css';
import { qrPath } from './qr-path';

/** An address as a QR code; in words, where it is too long for one. */
export function Qr({ text }: { readonly text: string }) {
  const m = useMessages().teach.moment;
  const code = useMemo(() => qrPath(text), [text]);
  if (code === null) return <p>{m.tooLong}</p>;
  return (
    <svg
      className={styles['qr']}
      viewBox={`0 0 ${String(code.size)} ${String(code.size)}`}
      role="img"
      aria-label={m.code}
      data-qr
    >
      <rect width={code.size} height={code.size} />
      <path d={code.d} />
    </svg>
  );
}
