import type { Host } from './host';
import type { PciDevice } from './pci-device';

/** A secondary controller's share of its primary's flexible resources. */
export interface SecondaryController {
  online: boolean;
  queues: number;
  interrupts: number;
}

/** What of each kind the primary keeps for itself; absent: all of it, as after power-on. */
export type KeptResources = Partial<Record<'queues' | 'interrupts', number>>;

/** The secondary controller behind a VF, made offline and empty when first asked for. */
export function secondaryOf(host: Host, pf: PciDevice, index: number): SecondaryController {
  const key = `${pf.name}/${index}`;
  let state = host.secondaries.get(key);
  if (state === undefined) {
    state = { online: false, queues: 0, interrupts: 0 };
    host.secondaries.set(key, state);
  }
  return state;
}

/** Whether the controller becomes ready: a PF's does, a VF's once it was put online. */
export function nvmeOnline(host: Host, device: PciDevice): boolean {
  const { physfn } = device;
  return physfn === null || secondaryOf(host, physfn, device.vfIndex).online;
}

/** Likewise for a primary. */
export function keptOf(host: Host, pf: PciDevice): KeptResources {
  let kept = host.keptResources.get(pf.name);
  if (kept === undefined) {
    kept = {};
    host.keptResources.set(pf.name, kept);
  }
  return kept;
}
