import { useEffect } from 'react';
import { formatBytes } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { saveText } from '../../ui/save-text';
import { fileName } from '../picture/file-name';
import styles from '../picture/picture.module.css';
import type { Format } from './encoders';

export interface Made {
  readonly blob: Blob;
  /** Given back when the film is no longer shown. */
  readonly url: string;
  readonly format: Format;
  readonly size: { readonly width: number; readonly height: number };
}

/** The film itself, to be looked at before it is saved. */
export function FilmResult({ made: { blob, url, format, size } }: { readonly made: Made }) {
  const m = useMessages().film;
  const cursor = useApp((s) => s.cursor);
  const path = useApp((s) => s.info?.scenario.vms[0]?.path ?? 'emulated');
  useEffect(
    () => () => {
      URL.revokeObjectURL(url);
    },
    [url],
  );
  const save = async () => {
    saveText(new Uint8Array(await blob.arrayBuffer()), fileName(path, cursor, format), blob.type);
  };
  return (
    <>
      <div className={styles['preview']}>
        {format === 'webm' && (
          <video src={url} width={size.width} height={size.height} controls loop muted data-film />
        )}
        {format === 'gif' && (
          <img src={url} width={size.width} height={size.height} alt={m.preview} data-film />
        )}
      </div>
      <div className={styles['save']}>
        <button type="button" className={controls['primary']} onClick={() => void save()}>
          {m.save(formatBytes(blob.size))}
        </button>
      </div>
    </>
  );
}
