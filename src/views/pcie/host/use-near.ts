import { startTransition, useEffect, useRef, useState, type RefObject } from 'react';

/** How far outside the window something counts as near, px, and how long it has to stay there, ms. */
const MARGIN = '300px';
const SETTLE_MS = 100;

/** Whether an element is in or near the window, `first` until that is known. What is only scrolled past never is. */
export function useNear<E extends HTMLElement>(
  first: boolean,
): readonly [RefObject<E | null>, boolean] {
  const ref = useRef<E>(null);
  const [near, setNear] = useState(first);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    let timer = 0;
    const observer = new IntersectionObserver(
      ([entry]) => {
        window.clearTimeout(timer);
        const inside = entry?.isIntersecting === true;
        timer = window.setTimeout(() => {
          // Scrolling goes before drawing.
          startTransition(() => setNear(inside));
        }, SETTLE_MS);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => {
      window.clearTimeout(timer);
      observer.disconnect();
    };
  }, []);
  return [ref, near];
}
