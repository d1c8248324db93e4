import type { Kernel } from '../engine/linux/kernel';
import type { MigrationReport } from '../engine/migration-report';
import { planHost } from '../engine/paths/plan';
import { formatBdf, ridOf } from '../engine/pci/routing';
import type { NicConfig, Scenario } from '../engine/scenario/scenario';
import type { RoutingId } from '../engine/units';
import { isVdpa } from '../engine/scenario/function-kinds';
import { asItRuns, isOwn } from './as-it-runs';
import type { GuestInfo, LabAccess, PciNames } from './command';
import { heldOn } from './held';
import { movedIn } from './moved';
import { createShell } from './session';
import { mdevUuid, Slices } from './slices';

const DEVICES = '/sys/bus/pci/devices';

/** What was done by hand: a function given to a guest, or taken from it. */
interface Deed {
  readonly guest: number;
  readonly rid: RoutingId;
  readonly gives: boolean;
}

/** Whose a function is, in the order in which they came. */
type Holders = Map<RoutingId, number>;

/**
 * Who has which function. libvirt starts the guests of the scenario with what the plan gives them and hands it to
 * vfio-pci (`managed='yes'`); what is done by hand after that stays until the VFs are made anew. The same scenario
 * with the same lines typed leads to the same holders.
 */
export class Guests {
  private scenario: Scenario;
  private readonly kernel: Kernel;
  private readonly pfs: readonly string[];
  private readonly names: PciNames;
  /** As it would be had nobody done anything. */
  private usual: Holders = new Map();
  private holders: Holders = new Map();
  private deeds: Deed[] = [];
  /** Functions that QEMU has open, and for whom. */
  private readonly opened: Holders = new Map();
  /** Functions that were there once. */
  private readonly gone = new Set<RoutingId>();
  private isSettled = false;
  /** What drivers of the host had when everybody last got what is his. */
  private held = '';
  private moved: { readonly guest: string; readonly report: MigrationReport } | null = null;
  private asked: string | null = null;
  private readonly slices: Slices;

  constructor(scenario: Scenario, kernel: Kernel, pfs: readonly string[], names: PciNames) {
    this.scenario = scenario;
    this.kernel = kernel;
    this.pfs = pfs;
    this.names = names;
    this.slices = new Slices(kernel, pfs, names);
    kernel.watch((rid, there) => {
      this.isSettled = false;
      if (there) {
        this.gone.delete(rid);
        return;
      }
      this.gone.add(rid);
      this.holders.delete(rid);
      this.opened.delete(rid);
      // What has this address next is another function.
      if (this.deeds.length > 0) this.deeds = this.deeds.filter((deed) => deed.rid !== rid);
    });
  }

  /** Other guests on the same host. */
  follow(scenario: Scenario): void {
    if (guestsOf(this.scenario) !== guestsOf(scenario)) this.isSettled = false;
    this.scenario = scenario;
  }

  /** After functions or guests came or went: everybody has what is his, on vfio-pci. True where that took work. */
  settle(): boolean {
    const held = JSON.stringify(heldOn(this.scenario, this.kernel, this.pfs) ?? null);
    if (this.isSettled && held === this.held) return this.settleSlices();
    this.held = held;
    this.usual = this.planned();
    this.holders = new Map([...this.usual].filter(([rid]) => !this.gone.has(rid)));
    for (const deed of this.deeds) this.apply(deed);
    this.close();
    // What drives the functions of a described machine is said by what is typed there.
    const worked = this.scenario.machine === null && this.handOver();
    this.open();
    this.isSettled = true;
    return this.settleSlices() || worked;
  }

  /** On a machine that is described only what is typed there is made. */
  private settleSlices(): boolean {
    const { scenario, kernel, pfs, given } = this;
    if (scenario.machine !== null || pfs.length === 0) return false;
    if (!this.slices.any && scenario.vms.every(({ function: kind }) => kind === 'vf')) return false;
    const { nic, ...rest } = asItRuns(scenario, kernel, pfs);
    return this.slices.settle(planHost({ ...rest, nic: given ? { ...nic, given } : nic }));
  }

  private planned(): Holders {
    const running = asItRuns(this.scenario, this.kernel, this.pfs);
    // On a described host without a network card the run has a card of its own.
    if (isOwn(running) && this.pfs.length === 0) return new Map();
    const { card, vms } = planHost(running);
    return new Map(
      vms.flatMap(({ fn, index, config }) => {
        const rid = card.functions[fn]?.rid;
        // What a vDPA device sits on stays with its driver in the host.
        return rid === undefined || isVdpa(config.function) ? [] : [[rid, index] as const];
      }),
    );
  }

  /** What the scenario says of the switch of its card. */
  get said(): ReturnType<NonNullable<LabAccess['said']>> {
    const { flows, fdb } = this.scenario.nic;
    return { flows, fdb, pfs: this.pfs };
  }

  list(): readonly GuestInfo[] {
    const held = this.heldBy();
    return this.scenario.vms
      .flatMap((group) => Array.from({ length: group.count }, () => group))
      .map(({ path, failover, vfioDriver, function: kind }, index): GuestInfo => {
        const functions = (held[index] ?? []).map((rid) => formatBdf(rid, 0));
        const bdf = functions[0] ?? null;
        const [name, id] = [`vm${String(index)}`, index + 1];
        const vdpa = this.slices.vdpaOf(index);
        const slice = {
          ...(vdpa === undefined ? {} : { vdpa }),
          ...(kind === 'adi' ? { mdev: mdevUuid(index) } : {}),
        };
        const running = true;
        return { name, id, path, bdf, functions, failover, vfioDriver, ...slice, running };
      });
  }

  /** `nic.given` of the scenario that runs; undefined where everything is as it comes. */
  get given(): NicConfig['given'] {
    const { usual, holders } = this;
    const isUsual =
      usual.size === holders.size && [...usual].every(([rid, vm]) => holders.get(rid) === vm);
    return isUsual ? undefined : this.heldBy();
  }

  /** Moves a guest in the run, and tells how that goes. */
  migrate(guest: string): MigrationReport | null {
    const running = asItRuns(this.scenario, this.kernel, this.pfs);
    const { given } = this;
    const nic = given === undefined ? running.nic : { ...running.nic, given };
    const report = movedIn({ ...running, nic }, guest);
    this.moved = report === null ? null : { guest, report };
    this.asked = guest;
    return report;
  }

  lastMove(guest: string): MigrationReport | null {
    return this.moved?.guest === guest ? this.moved.report : null;
  }

  /** The guest that was asked to be moved since the last call; null for none. */
  takeAsked(): string | null {
    const { asked } = this;
    this.asked = null;
    return asked;
  }

  attach(guest: string, bdf: string): void {
    this.byHand(guest, bdf, true);
    this.open();
  }

  detach(guest: string, bdf: string): void {
    this.byHand(guest, bdf, false);
    this.close();
  }

  private get count(): number {
    return this.scenario.vms.reduce((sum, group) => sum + group.count, 0);
  }

  private byHand(guest: string, bdf: string, gives: boolean): void {
    const [index, rid] = [/^vm(\d+)$/u.exec(guest)?.[1], parseBdf(bdf)];
    if (index === undefined || rid === null) return;
    const deed = { guest: Number(index), rid, gives };
    this.deeds.push(deed);
    this.apply(deed);
  }

  private apply({ guest, rid, gives }: Deed): void {
    if (guest >= this.count) return;
    if (!gives && this.holders.get(rid) === guest) this.holders.delete(rid);
    else if (gives && !this.holders.has(rid)) this.holders.set(rid, guest);
  }

  private heldBy(): readonly (readonly RoutingId[])[] {
    const held = Array.from({ length: this.count }, (): RoutingId[] => []);
    for (const [rid, guest] of this.holders) held[guest]?.push(rid);
    return held;
  }

  /** What QEMU had to give back because its driver was taken away. */
  private taken(rid: RoutingId): void {
    const guest = this.opened.get(rid);
    this.opened.delete(rid);
    if (guest === undefined) return;
    const deed = { guest, rid, gives: false };
    this.deeds.push(deed);
    this.apply(deed);
  }

  /** To vfio-pci with what a guest has; functions that already are there are left alone. True where there was one. */
  private handOver(): boolean {
    if ([...this.holders.keys()].every((rid) => this.opened.has(rid))) return false;
    const { kernel, names } = this;
    const wanted = kernel.functions().filter(({ bus, device, fn, kernel: known }) => {
      return this.holders.has(ridOf(bus, device, fn)) && known?.driver !== 'vfio-pci';
    });
    if (wanted.length === 0) return false;
    const libvirt = createShell({ kernel, names, lab: null });
    libvirt.run('modprobe vfio-pci', null);
    for (const { bus, device, fn, kernel: known } of wanted) {
      const bdf = formatBdf(ridOf(bus, device, fn), 0);
      libvirt.run(`echo vfio-pci > ${DEVICES}/${bdf}/driver_override`, null);
      if (known !== null && known.driver !== null) {
        libvirt.run(`echo ${bdf} > ${DEVICES}/${bdf}/driver/unbind`, null);
      }
      libvirt.run(`echo ${bdf} > /sys/bus/pci/drivers_probe`, null);
    }
    return true;
  }

  /** QEMU opens what its guest has. */
  private open(): void {
    const queues = this.scenario.vms.flatMap(({ count, tuning }) =>
      Array.from({ length: count }, () => tuning.queues),
    );
    for (const [rid, guest] of this.holders) {
      if (this.opened.has(rid)) continue;
      if (this.kernel.vfio.open(rid, () => this.taken(rid), queues[guest]))
        this.opened.set(rid, guest);
    }
  }

  private close(): void {
    for (const [rid, guest] of this.opened) {
      if (this.holders.get(rid) === guest) continue;
      this.opened.delete(rid);
      this.kernel.vfio.close(rid);
    }
  }
}

function guestsOf({ vms }: Scenario): string {
  return vms.map(({ path, count, function: kind }) => `${String(count)} ${path} ${kind}`).join();
}

/** `0000:3b:10.0`; null where that is none of domain 0, the only one. */
function parseBdf(text: string): RoutingId | null {
  const [, bus, device, fn] = /^0000:([0-9a-f]{2}):([01][0-9a-f])\.([0-7])$/u.exec(text) ?? [];
  if (bus === undefined || device === undefined || fn === undefined) return null;
  return ridOf(parseInt(bus, 16), parseInt(device, 16), Number(fn));
}
