import type { RoutingId } from '../units';
import type { ConfigSpace } from './config-space';

/** What a function is to the hierarchy. */
export type FunctionRole =
  'host-bridge' | 'root-port' | 'upstream-port' | 'downstream-port' | 'endpoint' | 'vf';

/** A function in the slot: its registers and its place. Not what software knows of it. */
export interface FabricFunction {
  readonly role: FunctionRole;
  /** The model it was made by, `MachineDevice.model`. */
  readonly model: string;
  readonly config: ConfigSpace;
  /** The PF of a VF, and the VF's index from 0. */
  readonly pf: FabricFunction | null;
  readonly vfIndex: number;
  /** The address a network card has from its NVM or from the machine's description: `52:54:00:12:34:56`. */
  readonly mac?: string;
}

/** A BAR of the device as sizing finds it. */
export interface BarShape {
  readonly index: number;
  /** Bytes, a power of two. */
  readonly size: number;
  readonly kind: 'io' | 'mem32' | 'mem64';
  readonly prefetchable: boolean;
}

/**
 * The PCI hierarchy below the root complex as hardware: who answers a configuration request depends on the bus
 * numbers and ARI Forwarding that software wrote into the bridges, and on VF Enable, NumVFs, First VF Offset and
 * VF Stride of the PFs.
 */
export interface Fabric {
  /** The root buses, lowest number first. */
  readonly rootBuses: readonly number[];
  /** The function that answers at this Routing ID, or null: reads return all ones, writes are lost. */
  at(rid: RoutingId): FabricFunction | null;
  /** Every function that answers now, by Routing ID. VFs included while they are enabled. */
  functions(): Iterable<readonly [RoutingId, FabricFunction]>;
  /** Memory and I/O the function decodes (its BARs as built, without VF BARs); for sizing tests and pictures. */
  bars(fn: FabricFunction): readonly BarShape[];
}
