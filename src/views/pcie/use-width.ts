import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Letters of this size are what the drawings are laid out for. */
const USUAL_FONT_PX = 16;

/**
 * The width of an element in CSS pixels, kept up to date; 0 before it is on the page. And how much larger than
 * usual the reader has set the letters: what is drawn around them grows alike.
 */
export function useWidth<E extends HTMLElement>(): readonly [RefObject<E | null>, number, number] {
  const ref = useRef<E>(null);
  const [{ width, unit }, setSize] = useState({ width: 0, unit: 1 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => {
      const font = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setSize({ width: element.clientWidth, unit: font / USUAL_FONT_PX });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width, unit];
}
