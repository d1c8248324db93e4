import { useEffect } from 'react';
import { useApp } from '../store';
import { actionOf, focusOf } from './shortcuts';

/** Single keys on the page, unless they are turned off or a dialog is open. */
export function useShortcuts(onHelp: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !useApp.getState().keys) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const action = actionOf(event, focusOf(document.activeElement));
      if (action === null) return;
      event.preventDefault();
      if (action === 'help') onHelp();
      else action(useApp.getState());
    };
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', press);
    };
  }, [onHelp]);
}
