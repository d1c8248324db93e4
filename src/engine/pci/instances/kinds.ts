import type { LimitId } from '../limit-kinds';

/**
 * Ways to give a guest or a program an interface of its own, SR-IOV's first: a virtual function; a scalable function
 * (`devlink … flavour pcisf`); an assignable device interface of Intel Scalable IOV; a vDPA device on a VF or on an SF;
 * then, to compare, what needs nothing of the card.
 */
export const INSTANCE_KINDS = [
  'vf',
  'sf',
  'adi',
  'vdpa-vf',
  'vdpa-sf',
  'virtio',
  'emulated',
] as const;
export type InstanceKind = (typeof INSTANCE_KINDS)[number];

/** What an instance may take. Of two that are full at the same number the first binds. */
export const RESOURCE_IDS = [
  'instances',
  'routing-ids',
  'bar',
  'bar-32',
  'queue-pairs',
  'vectors',
  'interrupt-entries',
  'pasids',
  'bridge-ports',
  'pinned-memory',
  'config-space',
  'config-emulated',
] as const;
export type ResourceId = (typeof RESOURCE_IDS)[number];

/** Assumed where nobody says otherwise: memory of a guest and of the host, bytes. */
export const ASSUMED_MEMORY = { guest: 2 ** 28, host: 2 ** 40 } as const;

/** `PF_TOTAL_SF` of NVIDIA's example, for each PF: a setting of the firmware. */
export const SFS_PER_PF = 236;

/** Where a number comes from. `vendor`: a setting of the maker's own example. */
export type Basis = 'card' | 'specification' | 'kernel' | 'host' | 'vendor' | 'assumed';

/** What instances of a kind take of one resource, on the whole card or host. */
export interface BillRow {
  readonly resource: ResourceId;
  readonly unit: 'count' | 'bytes';
  /** Of one instance, 0 = none; null = not known for this card. */
  readonly each: number | null;
  /** Taken whatever the number of instances: by the PFs, or for all at once. */
  readonly fixed: number;
  /** What there is of it; null = without end, or not known. */
  readonly total: number | null;
  /** Instances it lasts for; null = no end is known. */
  readonly most: number | null;
  readonly basis: Basis;
  /** `each` is claimed for all that could be, when the host starts: `fixed` is the claim. */
  readonly atOnce?: true;
  /** The limit on VFs that this row is. */
  readonly limit?: LimitId;
  /** `each` falls as instances become more: the largest of `sizes` that a PF's pool has for all of them. */
  readonly tiers?: {
    readonly pool: number;
    readonly pfs: number;
    readonly sizes: readonly number[];
  };
}

/** Why a card has no instances of a kind. */
export type Absence =
  /** The makers' firmware of this generation knows none. */
  | 'sf-firmware'
  /** The driver makes them in later kernels than the host's. */
  | 'sf-kernel'
  | 'sf-driver'
  | 'no-pasid'
  | 'no-vdpa';

export interface InstanceBill {
  readonly kind: InstanceKind;
  /** null: this card has them. */
  readonly absent: Absence | null;
  /** Empty where nothing is known; for `adi` what they would take of a card that had them. */
  readonly rows: readonly BillRow[];
  /** Instances until the first resource is used up; null = no end is known. */
  readonly most: number | null;
  readonly binding: ResourceId | null;
}
