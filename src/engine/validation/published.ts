import figures from './published.json';

/** A figure that somebody published, as it was seen. The values in published.json are facts and are never edited to fit. */
export interface Figure {
  readonly id: string;
  readonly what: string;
  /** A range has two ends; null: said in words only. */
  readonly value: number | readonly [number, number] | null;
  readonly unit: string;
  /** `about`, `above`, … where the source says no more than that. */
  readonly qualifier?: string;
  readonly mode: string;
  /** `recalled` was not seen again and never decides anything. */
  readonly evidence: 'primary' | 'abstract' | 'secondary' | 'derived' | 'model-run' | 'recalled';
  /** Hardware, kernel, workload, as far as the source names them. */
  readonly conditions?: string;
  readonly source: string;
}

export const FIGURES: ReadonlyMap<string, Figure> = new Map(
  (figures as readonly unknown[] as readonly Figure[]).map((figure) => [figure.id, figure]),
);
