import type { MetricsPicture } from '../store/vocabulary';
import { MADE_WITH } from '../store/vocabulary';
import { saveText } from './save-text';

/** Saves what a run amounts to, as `sim run --format json` writes it. */
export function saveMetrics({ metrics }: Pick<MetricsPicture, 'metrics'>): void {
  const text = `${JSON.stringify({ ...metrics, madeWith: MADE_WITH }, null, 2)}\n`;
  saveText(text, 'metrics.json', 'application/json');
}
