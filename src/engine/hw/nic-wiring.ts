import type { Picos } from '../units';
import type { GuestPages } from './host-memory';
import type { Rogue } from './rogue-dma';

/** Of a rate limiter and of the scheduler, Mbit/s; 0 = none. */
export interface Rates {
  readonly max: number;
  readonly min: number;
}
export const UNLIMITED: Rates = { max: 0, min: 0 };

/** Static facts of one queue pair that is in use, and of the function it belongs to. */
export interface FunctionWiring {
  readonly kind: 'pf' | 'vf';
  /** Its number, and the requester ID its accesses carry. A function's first queue pair has the function's number. */
  readonly fn: number;
  readonly rid: number;
  /** The function as the switch knows it, by its first queue pair, and which of its queue pairs this is, from 0. */
  readonly pool: number;
  readonly nth: number;
  /** All queue pairs of the function, in order. */
  readonly queues: readonly number[];
  /** RSS hash of a received frame. */
  readonly hashOf: (packet: number) => number;
  /** PASID that its requests carry in a prefix; absent: none, as of any PCI function. */
  readonly pasid?: number;
  /** Its rings are virtio's split rings: those of this channel. Absent: they are the card's own. */
  readonly virtio?: number;
  readonly port: number;
  /** Guest that owns it, -1 = the host. */
  readonly vm: number;
  readonly place: number;
  /** Where its rings and buffers are: the driver's place. */
  readonly driverPlace: number;
  readonly throttle: Picos;
  /** Longest frame it takes in, bytes without FCS (its MTU and the Ethernet header). */
  readonly maxFrame: number;
  /** What its rate limiter lets out at most and what the scheduler owes it at least. */
  readonly rates: Rates;
  /** Its DMA goes through a domain of the IOMMU: a guest's, or that of the switch process. */
  readonly translated: boolean;
  readonly pages: GuestPages;
  /** Its guest means harm. */
  readonly rogue?: Rogue | null;
  /** Its driver polls: called when a descriptor was written back, and no interrupt is raised. */
  readonly polled?: () => void;
  /** An interrupt message of this function reached the root complex; `vector` where it has more than one. */
  readonly onMessage: (fn: number, packet: number, vector?: number) => void;
}

export interface PortWiring {
  readonly gbps: number;
  readonly place: number;
  readonly switchPlace: number;
  readonly peerPlace: number;
  /** With VFs enabled every frame goes through the switch; without, PF and port are one. */
  readonly switching: boolean;
  /** A function without a descriptor loses the frame (SRRCTL.DROP_EN); off, it waits at the head of the receive FIFO. */
  readonly dropEnable: boolean;
  /** The last bit of a frame left for the wire and arrived on the other side. */
  readonly onWire: (port: number, packet: number) => void;
}

/** What a function with one queue pair has of them. */
export const singleQueue = (fn: number) => ({
  fn,
  pool: fn,
  nth: 0,
  queues: [fn],
  hashOf: () => 0,
});

/** Length of the header in front of each frame in a virtio-net buffer (virtio 1.2 5.1.6, VIRTIO_F_VERSION_1). */
export const VIRTIO_NET_HDR = 12;

/** What stands before a frame in memory, bytes. */
export function headerOf({ virtio }: FunctionWiring): number {
  return virtio !== undefined ? VIRTIO_NET_HDR : 0;
}

/** PASID TLP prefix of each request, bytes (PCIe 5.0 6.20). Completions and interrupt messages have none. */
export function prefixOf({ pasid }: FunctionWiring): number {
  return pasid === undefined ? 0 : 4;
}
