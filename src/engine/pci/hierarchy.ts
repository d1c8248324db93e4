import type { RoutingId } from '../units';
import { ConfigSpace } from './config-space';
import type { BarShape, Fabric, FabricFunction, FunctionRole } from './fabric';
import type { FunctionModel } from './models/function-model';
import { connectResets } from './resets';
import { SriovUnit } from './sriov-unit';

/** A set of wires with functions on it: a root bus, a PCI Express link, or the bus within a switch. */
export interface Link {
  /** The port or bridge above; null for a root bus. */
  readonly above: HardwareFunction | null;
  /** By device << 3 | function. */
  readonly functions: Map<number, HardwareFunction>;
}

/** A function that is plugged in, with what hangs below it and the VFs it can show. */
export class HardwareFunction implements FabricFunction {
  readonly role: FunctionRole;
  readonly model: string;
  readonly config: ConfigSpace;
  readonly pf: FabricFunction | null = null;
  readonly vfIndex = 0;
  readonly mac?: string;
  readonly build: FunctionModel;
  /** The link it is on and its place there. */
  readonly link: Link;
  readonly devfn: number;
  /** The link below a bridge. */
  readonly below: Link | null;
  readonly sriov: SriovUnit | null;

  constructor(model: string, build: FunctionModel, link: Link, devfn: number) {
    this.role = build.role;
    this.model = model;
    this.build = build;
    this.link = link;
    this.devfn = devfn;
    if (build.mac !== undefined) this.mac = build.mac;
    this.config = new ConfigSpace(build.template);
    const bridge = this.config.find('header1') !== undefined;
    this.below = bridge ? { above: this, functions: new Map() } : null;
    this.sriov = build.sriov === undefined ? null : new SriovUnit(this, build.sriov);
    connectResets(this);
  }

  /** Bus numbers behind a bridge, as software wrote them. */
  get secondary(): number {
    return this.config.read(0x19, 1);
  }

  get subordinate(): number {
    return this.config.read(0x1a, 1);
  }

  /** ARI Forwarding Enable of a port. */
  get ariForwarding(): boolean {
    const pcie = this.config.find('pcie');
    return pcie !== undefined && (this.config.read(pcie.at + 0x28, 2) & 0x20) !== 0;
  }
}

/** See `Fabric`. Requests are routed anew each time: nothing of what software wrote is kept twice. */
export class Hierarchy implements Fabric {
  private readonly roots: readonly (readonly [bus: number, link: Link])[];

  /** @param roots Root buses by number. */
  constructor(roots: ReadonlyMap<number, Link>) {
    this.roots = [...roots].toSorted(([a], [b]) => a - b);
  }

  get rootBuses(): readonly number[] {
    return this.roots.map(([bus]) => bus);
  }

  at(rid: RoutingId): FabricFunction | null {
    if (!Number.isInteger(rid) || rid < 0 || rid > 0xffff) return null;
    const root = this.roots.findLast(([bus]) => bus <= rid >> 8);
    return root === undefined ? null : route(root[1], root[0], rid);
  }

  functions(): Iterable<readonly [RoutingId, FabricFunction]> {
    const found = new Map<RoutingId, FabricFunction>();
    const add = (rid: RoutingId) => {
      const fn = found.has(rid) ? null : this.at(rid);
      if (fn !== null) found.set(rid, fn);
      return fn;
    };
    const visit = (link: Link, bus: number, depth: number): void => {
      for (const [devfn, fn] of link.functions) {
        const here = add((bus << 8) | devfn) === fn;
        for (const rid of fn.sriov?.routingIds(bus) ?? []) add(rid);
        // A bridge whose numbers lead back up shows nothing new.
        const inside = fn.secondary > bus && fn.subordinate >= fn.secondary;
        if (here && fn.below !== null && inside && depth < 256)
          visit(fn.below, fn.secondary, depth + 1);
      }
    };
    for (const [bus, link] of this.roots) visit(link, bus, 0);
    return [...found].toSorted(([a], [b]) => a - b);
  }

  bars(fn: FabricFunction): readonly BarShape[] {
    return fn instanceof HardwareFunction ? fn.build.bars : [];
  }
}

/** Who on this link, which has this bus number, or below it answers. */
function route(link: Link, bus: number, rid: RoutingId): FabricFunction | null {
  const target = rid >> 8;
  if (target === bus) {
    const { above } = link;
    const devfn = rid & 0xff;
    // Without ARI Forwarding a port takes the upper five bits for a device number and answers itself for all but 0.
    if (devfn > 7 && above?.build.device0Only === true && !above.ariForwarding) return null;
    return link.functions.get(devfn) ?? vfOn(link, bus, rid);
  }
  for (const fn of link.functions.values()) {
    if (fn.below === null) continue;
    const { secondary, subordinate } = fn;
    if (secondary > bus && secondary <= target && target <= subordinate) {
      return route(fn.below, secondary, rid);
    }
  }
  // Bus numbers beyond the link's own reach the device itself: its VFs may sit there.
  return vfOn(link, bus, rid);
}

function vfOn(link: Link, bus: number, rid: RoutingId): FabricFunction | null {
  for (const fn of link.functions.values()) {
    const vf = fn.sriov?.vfAt(rid, bus);
    if (vf !== undefined) return vf;
  }
  return null;
}
