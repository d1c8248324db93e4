import { useApp } from '../store';
import { saveText } from './save-text';

/** Saves what runs as a scenario file. */
export function saveScenario(): void {
  const { info } = useApp.getState();
  if (info === null) return;
  const text = `${JSON.stringify(info.scenarioInput, null, 2)}\n`;
  saveText(text, 'scenario.json', 'application/json');
}
