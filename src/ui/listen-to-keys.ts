import { useApp } from '../store';
import { actionOf, focusOf } from './shortcuts';

/** Single keys act unless they are turned off or a dialog is open. */
export function listenToKeys(signal: AbortSignal): void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !useApp.getState().keys) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const action = actionOf(event, focusOf(document.activeElement));
    if (action === null) return;
    event.preventDefault();
    action(useApp.getState());
  };
  document.addEventListener('keydown', press, { signal });
}
