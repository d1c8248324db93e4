import type { ReactNode } from 'react';
import { writePlace, type Place } from '../../docs';
import { useApp } from '../../store';

interface Props {
  readonly place: Place;
  readonly current?: boolean;
  readonly label?: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A link that can be copied and opened elsewhere; pressed, it stays on this page. */
export function DocsLink({ place, current, label, className, children }: Props) {
  const openDocs = useApp((s) => s.openDocs);
  const name = writePlace(place);
  return (
    <a
      href={`?docs=${name}`}
      className={className}
      aria-label={label}
      aria-current={current === true ? 'page' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        openDocs(name);
      }}
    >
      {children}
    </a>
  );
}
