import { POINT, type PointName } from '../netfilter/program';
import type { BridgeNames } from './bridge-ports';
import type { HostFilter } from './host-filter';

/** Interfaces that are no port of a bridge, beside -1 - uplink: none at all, and the bridge's own. */
export const NO_PORT = -15;
const OWN = -16;

/** What a bridge does with frames that are let through. */
export interface BridgeSteps {
  readonly forward: (packet: number, from: number) => void;
  readonly up: (packet: number) => void;
  readonly leave: (packet: number, from: number, to: number) => void;
}

/** The five hooks of the host's bridges, each with what comes behind it (net/bridge/br_input.c, br_forward.c). */
export class BridgeHooks {
  private readonly filter: HostFilter;

  constructor(filter: HostFilter, place: number, names: BridgeNames, steps: BridgeSteps) {
    this.filter = filter;
    const nameOf = (port: number) =>
      port === NO_PORT ? '' : port === OWN ? names.bridge : names.port(port);
    const own = (name: PointName, next: (packet: number, from: number, to: number) => void) =>
      filter.own(POINT[name], {
        place,
        iif: (_, from) => nameOf(from),
        oif: (_, __, to) => nameOf(to),
        next,
      });
    const last = (packet: number, from: number, to: number) =>
      filter.pass(POINT['bridge postrouting'], packet, from, to);
    own('bridge prerouting', steps.forward);
    own('bridge input', steps.up);
    own('bridge forward', last);
    own('bridge output', last);
    own('bridge postrouting', steps.leave);
  }

  /** A frame came in at a port. */
  prerouting(packet: number, from: number): void {
    this.filter.pass(POINT['bridge prerouting'], packet, from, NO_PORT);
  }

  /** It is for the host itself. */
  input(packet: number, from: number): void {
    this.filter.pass(POINT['bridge input'], packet, from, OWN);
  }

  /** It is for another port (br_forward). */
  forward(packet: number, from: number, to: number): void {
    this.filter.pass(POINT['bridge forward'], packet, from, to);
  }

  /** The host itself sends it. */
  output(packet: number, to: number): void {
    this.filter.pass(POINT['bridge output'], packet, NO_PORT, to);
  }
}
