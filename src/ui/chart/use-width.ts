import { useEffect, useState, type RefObject } from 'react';
import { useApp } from '../../store';
import { lettersOf } from '../../store/page';

/** Width of an element's box in whole units, 0 until it is known; and a unit in CSS pixels: it grows with the letters. */
export function useWidth(ref: RefObject<HTMLElement | null>): readonly [number, number] {
  const [width, setWidth] = useState(0);
  const unit = useApp(lettersOf);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      setWidth(Math.floor(element.clientWidth));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return [Math.floor(width / unit), unit];
}
