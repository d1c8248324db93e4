import type { Ref } from 'react';
import controls from './controls.module.css';

interface Props {
  readonly label: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** Closes the dialog it stands in. No form does that for it: frames that may run scripts alone send none. */
export function CloseButton({ label, ref }: Props) {
  return (
    <button
      ref={ref}
      type="button"
      className={controls['button']}
      onClick={(event) => {
        event.currentTarget.closest('dialog')?.close();
      }}
    >
      {label}
    </button>
  );
}
