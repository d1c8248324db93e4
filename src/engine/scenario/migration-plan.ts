import type { Picos } from '../units';

/**
 * A live migration. Memory and downtime are a thousandth of what they usually are (4 MiB stands for 4 GiB, 300 µs for
 * QEMU's 300 ms), so that all rounds fit into a run of milliseconds; rates are not scaled.
 */
export interface MigrationPlan {
  /** `vm0`, `vm1`, … */
  readonly guest: string;
  /** When it begins. */
  readonly at: Picos;
  /** The guest's memory that has content, bytes. */
  readonly memory: number;
  /** Of the link it has for itself, Gb/s. */
  readonly gbps: number;
  /** Pages of 4 KiB that the guest's other applications write a second, one after another. */
  readonly dirtyPagesPerSecond: number;
  /** Memory that they go round in, bytes. */
  readonly workingSet: number;
  /** QEMU's downtime-limit. */
  readonly downtimeLimit: Picos;
  /** QEMU's auto-converge: the vCPU is kept from running where rounds do not get shorter. */
  readonly autoConverge: boolean;
  /** The other host has a VF for the guest; without one a failover pair stays on its standby. */
  readonly destinationVf: boolean;
  /** How the host learns which pages a device of the guest's own has written. */
  readonly dmaTracking: (typeof DMA_TRACKING)[number];
}

/** Tracked by the device, by dirty bits of the IOMMU's table, or not at all: then every page counts as written. */
export const DMA_TRACKING = ['device', 'iommu', 'none'] as const;
