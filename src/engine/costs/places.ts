/** Kinds of places a hop can start or end at; what the picture draws is decided by the picture. */
export const PLACE_KINDS = [
  'app',
  'stack',
  'driver',
  'vf-driver',
  'kvm',
  'vmm',
  'vhost',
  'switch-process',
  'tap',
  'bridge',
  'pf-driver',
  'process',
  'host-stack',
  'vfio',
  'vhost-vdpa',
  'vdcm',
  'iommu',
  'pf',
  'vf',
  'sf',
  'adi',
  'switch',
  'port',
  'peer',
  'representor',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Who executes there: the mode of the CPU, or hardware. */
export const BANDS = ['guest', 'host-user', 'host-kernel', 'hardware', 'wire'] as const;
export type Band = (typeof BANDS)[number];

export const BAND_OF: Readonly<Record<PlaceKind, Band>> = {
  app: 'guest',
  stack: 'guest',
  driver: 'guest',
  'vf-driver': 'guest',
  kvm: 'host-kernel',
  vmm: 'host-user',
  vhost: 'host-kernel',
  'switch-process': 'host-user',
  tap: 'host-kernel',
  bridge: 'host-kernel',
  'pf-driver': 'host-kernel',
  process: 'host-user',
  'host-stack': 'host-kernel',
  vfio: 'host-kernel',
  'vhost-vdpa': 'host-kernel',
  vdcm: 'host-kernel',
  iommu: 'hardware',
  pf: 'hardware',
  vf: 'hardware',
  sf: 'hardware',
  adi: 'hardware',
  switch: 'hardware',
  port: 'hardware',
  peer: 'wire',
  representor: 'host-kernel',
};

/** One concrete place of a run, as `driver` of guest 1 or `vf` of function 3. */
export interface Place {
  readonly kind: PlaceKind;
  /** Guest it belongs to (`app`, `stack`, `driver`, `vf-driver`, `vmm`, `vhost`, `tap`, `process`, `representor`); -1 for shared ones. */
  readonly vm: number;
  /** Index into the card's functions (`pf`, `vf`) or, beyond their end, number of a slice (`sf`, `adi`); or the port number (`port`, `peer`, `switch`); -1 otherwise. */
  readonly fn: number;
}

/** Where a frame is in or out of the card: PCI functions, and slices of a PF. */
export function isFunction(kind: PlaceKind): boolean {
  return kind === 'pf' || kind === 'vf' || kind === 'sf' || kind === 'adi';
}
