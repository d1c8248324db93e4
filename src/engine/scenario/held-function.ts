import type { RoutingId } from '../units';

/** A function that no guest can be given, because a driver of the host has it, or none has (''), and nobody hands it over. */
export interface HeldFunction {
  readonly rid: RoutingId;
  readonly driver: string;
}
