import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import controls from './controls.module.css';

interface Props {
  /** Where it opens: `embed`, or `embed:sandbox`. */
  readonly place: string;
  readonly label?: string;
  /** What lies above the page is closed first. */
  readonly onOpen?: () => void;
}

/** Opens the documentation. */
export function DocsButton({ place, label, onOpen }: Props) {
  const m = useMessages().docs;
  return (
    <button
      type="button"
      className={controls['button']}
      onClick={() => {
        onOpen?.();
        useApp.getState().openDocs(place);
      }}
    >
      {label ?? m.open}
    </button>
  );
}
