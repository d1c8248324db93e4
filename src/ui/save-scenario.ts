import { useApp } from '../store';
import { MADE_WITH, SCENARIO_VERSION } from '../store/vocabulary';
import { saveText } from './save-text';

/** Saves what runs as a scenario file. */
export function saveScenario(): void {
  const { info } = useApp.getState();
  if (info === null) return;
  const file = {
    version: SCENARIO_VERSION,
    madeWith: MADE_WITH,
    ...(info.scenarioInput as object),
  };
  const text = `${JSON.stringify(file, null, 2)}\n`;
  saveText(text, 'scenario.json', 'application/json');
}
