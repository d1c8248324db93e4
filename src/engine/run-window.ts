import type { FactColumns, HopColumns } from './kernel/columns';
import type { Picos } from './units';

/** Everything that overlaps a stretch of a run. */
export interface Window {
  readonly from: Picos;
  /** Earlier than asked where a cap on rows cut the window short. */
  readonly to: Picos;
  readonly hops: HopColumns;
  readonly facts: FactColumns;
  readonly cut: boolean;
}
