import { useRef } from 'react';
import controls from '../../ui/controls.module.css';

interface Props {
  readonly label: string;
  /** Kinds of files that are offered first. */
  readonly accept: string;
  readonly onFile: (file: File) => void;
}

export const LESSON_FILES = '.md,.markdown,.txt,text/markdown';

/** Opens a file of the learner's; the same one may be chosen again. */
export function FileButton({ label, accept, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={controls['button']}
        onClick={() => {
          input.current?.click();
        }}
      >
        {label}
      </button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={label}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
