import { useEffect, useState, type RefObject } from 'react';
import { readPalette, type Palette } from './palette';

/** The tokens as they are at an element, read again when the page's theme or contrast changes. */
export function usePalette(ref: RefObject<Element | null>): Palette | null {
  const [palette, setPalette] = useState<Palette | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const read = () => {
      setPalette(readPalette(element));
    };
    read();
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, {
      attributeFilter: ['data-theme', 'data-contrast'],
    });
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return palette;
}
