import type { PathId, Traffic, Tuning, VmGroup } from '../engine/scenario/scenario';
import type { FaultKind, Site } from './quest';

/** A guest as a scenario file says it. */
export interface Draft {
  readonly path: PathId;
  readonly traffic: Partial<Traffic>;
  readonly tuning?: Partial<Tuning>;
  readonly attack?: VmGroup['attack'];
}

/** Where the guests of a recipe came to stand among the others: their numbers, and those of their VFs. */
export interface Places {
  readonly vm: readonly number[];
  readonly vf: readonly number[];
  /** Guests with a VF in all. */
  readonly vfs: number;
}

/** What is different on the host where the fault is in. */
export interface Spoilt {
  readonly host?: object;
  /** Typed after the VFs were switched on. */
  readonly lines?: readonly string[];
  readonly numVfs?: number;
  /** By number of the guest. */
  readonly guests?: Readonly<Record<number, Partial<Draft>>>;
}

/** A host that is in order, and how one fault is put in. */
export interface Recipe {
  readonly kind: FaultKind;
  readonly device?: string;
  readonly host?: object;
  /** Who the fault is about; others stand beside and between them. */
  readonly guests: readonly Draft[];
  /** Nobody stands between them. */
  readonly together?: boolean;
  /** What every guest with a VF is set to. */
  readonly allVfs?: Partial<Tuning>;
  /** No VF of the others is set up in another way: it would have to be done again once VFs are made anew. */
  readonly plain?: boolean;
  /** Typed on the host in order. */
  lines?(at: Places): readonly string[];
  spoil(at: Places): Spoilt;
  site(at: Places): Site;
  mends(at: Places): readonly string[];
}

/** The lab's card is in this slot, and the kernel calls its first port so. */
export const PF_ADDRESS = '0000:3b:00.0';
export const PF_NAME = 'enp59s0f0';

export const vfLine = (vf: number, setting: string): string =>
  `ip link set ${PF_NAME} vf ${String(vf)} ${setting}`;

export const policyPath = (vf: number, key: string): string =>
  `nic.switches.0.vfs.${String(vf)}.${key}`;

export const guestPath = (vm: number, key: string): string => `vms.${String(vm)}.${key}`;

export const vfSite = (vf: number): Site => `vf${vf}`;
export const vmSite = (vm: number): Site => `vm${vm}`;

/** First of a list that a recipe itself has filled. */
export function first(list: readonly number[], index = 0): number {
  const value = list[index];
  if (value === undefined) throw new RangeError(`quests: no guest ${String(index)}`);
  return value;
}
