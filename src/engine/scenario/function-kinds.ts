import { absenceOf } from '../pci/instances/absence';
import type { Absence } from '../pci/instances/kinds';
import type { DeviceProfile } from '../pci/device-profile';
import type { PathId } from './scenario';

/**
 * What of the card is a guest's own on path `sriov`, or a host program's on `bare-metal`; names are those of the bill of
 * resources. `vf`: a virtual function and its maker's driver. `vdpa-vf`, `vdpa-sf`: a virtio device whose rings the card
 * works itself, on a VF or on a scalable function. `adi`: an assignable device interface of Intel Scalable IOV.
 * `sf`: a scalable function as an interface of the host.
 */
export const FUNCTION_KINDS = ['vf', 'vdpa-vf', 'vdpa-sf', 'adi', 'sf'] as const;
export type FunctionKind = (typeof FUNCTION_KINDS)[number];

/** Path that each kind is for; `vf` says nothing on any other. */
const PATH_OF: Readonly<Record<FunctionKind, PathId>> = {
  vf: 'sriov',
  'vdpa-vf': 'sriov',
  'vdpa-sf': 'sriov',
  adi: 'sriov',
  sf: 'bare-metal',
};

/** What a guest of this path can be given of a card; `vf` is what a path that needs none of them says. */
export function functionKindsOn(path: PathId): readonly FunctionKind[] {
  return FUNCTION_KINDS.filter((kind) => kind === 'vf' || PATH_OF[kind] === path);
}

/** The guest's driver is virtio-net, and the card works the rings. */
export function isVdpa(kind: FunctionKind): boolean {
  return kind === 'vdpa-vf' || kind === 'vdpa-sf';
}

/** It is a part of a PF's queues and BAR, and no PCI function: nothing on the bus shows it. */
export function isSlice(kind: FunctionKind): boolean {
  return !takesVf(kind);
}

/** It is a virtual function, or sits on one. */
export function takesVf(kind: FunctionKind): boolean {
  return kind === 'vf' || kind === 'vdpa-vf';
}

/** Why a card has none of a kind; null where it has them. */
export function missingOf(kind: FunctionKind, device: DeviceProfile): Absence | null {
  const absent = absenceOf(kind, device);
  return kind === 'vdpa-sf' ? (absent ?? absenceOf('sf', device)) : absent;
}
