import type { HostFunction } from '../../../store/vocabulary';
import { ridText } from '../../../ui/rid-text';
import { pfOf, type HostIndex } from './host-index';

interface Props {
  readonly index: HostIndex;
  readonly fn: HostFunction;
}

/** Shape that the Routing-ID texts of the page take. */
export function ridParts(index: HostIndex, fn: HostFunction) {
  const pf = pfOf(index, fn);
  const card = { pfs: pf === undefined ? [] : [pf] };
  const kind = fn.pf === null ? ('pf' as const) : ('vf' as const);
  return { card, fn: { kind, pf: 0, index: fn.vfIndex, rid: fn.rid, bdf: fn.bdf } };
}

/** `RID = 0x3b00 + 0x80 + 0·2 = 0x3b80 → 3b:10.0` */
export function RidLine({ index, fn }: Props) {
  const parts = ridParts(index, fn);
  return <code translate="no">{ridText(parts.card, parts.fn)}</code>;
}
