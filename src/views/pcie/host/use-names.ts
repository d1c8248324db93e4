import type { HostFunction } from '../../../store/vocabulary';
import { useMessages } from '../../../i18n/react';
import type { HostIndex } from './host-index';

const CLASSES = {
  1: 'storage',
  2: 'network',
  3: 'display',
  6: 'bridge',
  8: 'base',
  12: 'serial',
} as const;

/** What a function is called on the page: PF0, VF3 of PF0, root port, network … */
export function useFunctionName(index: HostIndex): (fn: HostFunction) => string {
  const m = useMessages().pcie;
  return (fn) => {
    if (fn.pf !== null) {
      return m.vfOfPf({ n: fn.vfIndex, pf: index.pfNumber.get(fn.pf) ?? 0 });
    }
    const pf = index.pfNumber.get(fn.rid);
    if (pf !== undefined) return m.pfName({ pf });
    if (fn.role !== 'endpoint') return m.role[fn.role];
    const base = (fn.classCode >> 16) as keyof typeof CLASSES;
    return base in CLASSES ? m.classes[CLASSES[base]] : m.role.endpoint;
  };
}
