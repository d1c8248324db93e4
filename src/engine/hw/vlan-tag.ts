import { FACT } from '../costs/facts';
import type { Machine } from './machine';

/** The tag that a frame carries now (TCI); 0 = none. */
export function vlanOf({ s: { packets } }: Machine, packet: number): number {
  return packets.vlan[packet & packets.mask] as number;
}

/** A tag is put in, changed or (0) taken out. */
export function retag(m: Machine, packet: number, tci: number): void {
  const before = vlanOf(m, packet);
  if (before === tci) return;
  m.s.packets.vlan[packet & m.s.packets.mask] = tci;
  m.fact(FACT.retagged, m.vmOf(packet), packet, tci, before, 0);
}
