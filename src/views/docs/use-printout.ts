import { useEffect, type RefObject } from 'react';
import styles from './text.module.css';

/** Prints the page that is open and nothing else. What the browser keeps in its top layer prints on one sheet, so a copy is printed. */
export function usePrintout(open: boolean, page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!open) return;
    let copy: HTMLElement | null = null;
    const begin = () => {
      const text = page.current?.querySelector('article');
      if (text === null || text === undefined) return;
      copy = document.createElement('div');
      copy.className = styles['printout'] ?? '';
      copy.dataset['theme'] = 'light';
      copy.append(text.cloneNode(true));
      document.body.append(copy);
    };
    const end = () => {
      copy?.remove();
      copy = null;
    };
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
      end();
    };
  }, [open, page]);
}
