import { useApp } from '../store';
import { withFutures } from '../store/futures-kept';
import { MADE_WITH, SCENARIO_VERSION } from '../store/vocabulary';
import { saveText } from './save-text';

/** Saves what runs as a scenario file. */
export function saveScenario(): void {
  const state = useApp.getState();
  const { info } = state;
  if (info === null) return;
  const file = {
    version: SCENARIO_VERSION,
    madeWith: MADE_WITH,
    ...withFutures({ ...state, info }),
  };
  const text = `${JSON.stringify(file, null, 2)}\n`;
  saveText(text, 'scenario.json', 'application/json');
}
