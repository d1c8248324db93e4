import type { Bytes } from '../units';
import { totalVfsOf, type DeviceProfile } from './device-profile';
import { DEVICES } from './devices';
import { LAST_BUS, rootPortOf, type PcieHost } from './host-bus';
import { vfLimits, type LimitId, type VfLimit, type VfLimits } from './limits';

/** What is changed to lift a limit. */
export type LiftBy =
  | { readonly kind: 'ari' }
  /** Bus numbers behind the root port. */
  | { readonly kind: 'buses'; readonly from: number; readonly to: number }
  | { readonly kind: 'window'; readonly from: Bytes; readonly to: Bytes }
  | { readonly kind: 'window-32'; readonly from: Bytes; readonly to: Bytes }
  /** The card itself is the limit; the next larger one of the lab, by its id. */
  | { readonly kind: 'card'; readonly from: string; readonly to: string };

/** One limit lifted: the card and host that result, and what they can have. */
export interface Lift {
  readonly by: LiftBy;
  readonly device: DeviceProfile;
  readonly host: PcieHost;
  readonly limits: VfLimits;
}

/** The smallest other card of the lab that has more VFs on this host; null when none has. */
function largerCard(device: DeviceProfile, host: PcieHost): DeviceProfile | null {
  const own = vfLimits(device, host).max;
  const larger = DEVICES.filter(({ id }) => id !== device.id)
    .map((d) => ({ d, max: vfLimits(d, host).max }))
    .filter(({ max }) => max > own);
  if (larger.length === 0) return null;
  return larger.reduce((a, b) => (b.max < a.max ? b : a)).d;
}

function allVfs(device: DeviceProfile): number {
  let sum = 0;
  for (let pf = 0; pf < device.pfs; pf++) sum += totalVfsOf(device, pf);
  return sum;
}

function hostLift(
  limit: VfLimit,
  device: DeviceProfile,
  host: PcieHost,
): { readonly by: LiftBy; readonly host: PcieHost } | null {
  const { why } = limit;
  const buses = (needed: number) => {
    const { secondary, subordinate } = rootPortOf(host);
    const from = subordinate - secondary + 1;
    const to = Math.min(needed, LAST_BUS - secondary + 1);
    if (to <= from) return null;
    const slot = host.slot && { slot: { ...host.slot, subordinate: secondary + to - 1 } };
    const by = { kind: 'buses', from, to } as const;
    return { by, host: { ...host, busesPerRootPort: to, ...slot } };
  };
  switch (why.id) {
    case 'ari-reach':
      return { by: { kind: 'ari' }, host: { ...host, ari: true } };
    case 'bus-numbers':
      return buses(1 + Math.max(...why.extraForAll));
    case 'functions-per-bus':
      if (!host.ari) return { by: { kind: 'ari' }, host: { ...host, ari: true } };
      return buses(Math.ceil((device.pfs + allVfs(device)) / why.perBus));
    case 'memory-window':
    case 'memory-window-32': {
      const to = why.needed;
      if (to <= why.window) return null;
      const { mmioWindow = why.window, mmioWindow32 = why.window } = host;
      return why.id === 'memory-window'
        ? { by: { kind: 'window', from: mmioWindow, to }, host: { ...host, mmioWindow: to } }
        : {
            by: { kind: 'window-32', from: mmioWindow32, to },
            host: { ...host, mmioWindow32: to },
          };
    }
    case 'device-total':
    case 'total-vfs':
    case 'driver-max':
    case 'queue-pairs':
    case 'msix-vectors':
    case 'num-vfs-register':
      return null;
  }
}

const LIFTED_BY_CARD: readonly LimitId[] = [
  'device-total',
  'total-vfs',
  'driver-max',
  'queue-pairs',
  'msix-vectors',
];

/**
 * What lifts one limit of this card on this host, and what binds then. null when nothing in the lab
 * does: the register's 65,535, a host with all bus numbers given away, the largest card, or a limit
 * that does not exist here.
 */
export function liftOf(id: LimitId, device: DeviceProfile, host: PcieHost): Lift | null {
  const limit = vfLimits(device, host).all.find((l) => l.id === id);
  if (limit === undefined) return null;
  if (LIFTED_BY_CARD.includes(id)) {
    const larger = largerCard(device, host);
    if (larger === null) return null;
    const by = { kind: 'card', from: device.id, to: larger.id } as const;
    return { by, device: larger, host, limits: vfLimits(larger, host) };
  }
  const lift = hostLift(limit, device, host);
  return lift === null ? null : { ...lift, device, limits: vfLimits(device, lift.host) };
}
