import { useEffect, useRef, useState, type ReactNode } from 'react';
import styles from './wide.module.css';

interface Props {
  /** Names the box while it scrolls. */
  readonly label: string;
  /** What else is to be said of how the box looks. */
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** On which sides something is out of sight. */
type Hidden = 'none' | 'start' | 'end' | 'both';

/**
 * A box around what may be wider than the page, a table or a diagram: it scrolls by itself, so that the page does not. While
 * there is something to scroll to, its edge says so, and keys reach it.
 */
export function Wide({ label, className, children }: Props) {
  const box = useRef<HTMLElement>(null);
  const [hidden, setHidden] = useState<Hidden>('none');
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () => {
      const side = hiddenOf(element);
      setHidden(side);
      setScrolls(side !== 'none' || element.scrollHeight > element.clientHeight + 1);
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);
  return (
    <section
      ref={box}
      className={`${styles['wide'] ?? ''} ${className ?? ''}`}
      data-wide={hidden}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by the keyboard
      tabIndex={scrolls ? 0 : undefined}
      aria-label={scrolls ? label : undefined}
    >
      {children}
    </section>
  );
}

function hiddenOf({ scrollLeft, scrollWidth, clientWidth }: HTMLElement): Hidden {
  const before = scrollLeft > 1;
  const after = scrollWidth - clientWidth - scrollLeft > 1;
  if (before && after) return 'both';
  return before ? 'start' : after ? 'end' : 'none';
}
