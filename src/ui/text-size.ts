import { useEffect } from 'react';
import { useApp } from '../store';

const USUAL_PX = 16;
/** What a page of wide screens needs, in the size of its letters; its height for the picture above the figures. */
const PAGE_REM = { width: 60.25, height: 37 } as const;
/** Where letters would be smaller the page stands in one column instead. */
const LEAST = 0.8;

/** Sets the size of the page's letters: how many times what the browser is set to. */
export function showTextSize(letters: number): void {
  const { style } = document.documentElement;
  const size = letters === 1 ? '' : `${String(Math.round(letters * 100))}%`;
  if (style.fontSize === size) return;
  style.fontSize = size;
  // Chromium may go on with container queries in the former size; made anew they are asked anew.
  style.containerType = 'normal';
  void document.documentElement.offsetWidth;
  style.containerType = '';
}

/** Who presents has a wall that shows the same picture whatever its points: letters as large as the page has room for. */
export function useHallLetters(presenting: boolean): void {
  useEffect(() => {
    if (!presenting) return;
    const measure = () => {
      const { width, height } = PAGE_REM;
      const fit = Math.min(innerWidth / width, innerHeight / height) / USUAL_PX;
      // In whole hundredths, so that a window that is dragged lays the page out anew as seldom as can be.
      useApp.setState({ hall: fit < LEAST ? 0 : Math.floor(fit * 100) / 100 });
    };
    measure();
    window.addEventListener('resize', measure);
    return () => {
      window.removeEventListener('resize', measure);
      useApp.setState({ hall: 0 });
    };
  }, [presenting]);
}
