import { useMessages } from '../../../i18n/react';
import type { InstanceBill } from '../../../store/vocabulary';

/** Where a kind ends and why, in words: `256: instances in the card run out`. */
export function useEnd(): (bill: InstanceBill) => string {
  const m = useMessages().instances;
  return ({ rows, most, binding, absent }) => {
    if (rows.length === 0) return m.missing;
    if (most === null || binding === null) return m.noEnd;
    const what = m.resources[binding];
    return absent === null ? m.max({ max: most, what }) : m.wouldBe({ max: most, what });
  };
}
