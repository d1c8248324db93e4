import type { HostEdit, Scenario, VmGroup } from '../engine/scenario/scenario';
import type { RoutingId } from '../engine/units';
import type { Kernel } from '../engine/linux/kernel';
import { formatBdf, ridOf } from '../engine/pci/routing';
import { PciIds } from '../formats/lspci/ids';
import { asItRuns, asSetUp, isOwn, usableVfs } from '../shell/as-it-runs';
import type { PciNames, RunAccess } from '../shell/command';
import { withFormerSwitches } from '../shell/former-switches';
import { heldOn } from '../shell/held';
import {
  startHost,
  vfsLine,
  vfsWanted,
  type SimulatedHost,
  modeLines,
  linesSoFar,
} from '../shell/host';
import { changesNothing } from '../shell/read-only';
import { netfilterOf } from '../shell/netfilter';
import { modeNow, switchesOf } from '../shell/switches';
import type { Completion, FollowedLine, HostNews, HostPicture, ShellReply } from './host-api';
import { hostPicture } from './host-picture';
import { NUMBERS } from './numbers';

const PS_PER_NS = 1_000;
/** SR-IOV Control in the capability (PCIe 5.0 §9.3.3.3). */
const SRIOV_CONTROL = 0x08;
/** As many lines as a scenario keeps; the shell goes on, but a link no longer leads here. */
const MOST_EDITS = 500;

const WALL = () => performance.now();

/**
 * The one simulated host behind terminal, PCIe view and stage. It is started when somebody first looks, follows the
 * scenario where that can be done by a command, and is started anew where it cannot.
 */
export class LiveHost {
  private names: PciNames = NUMBERS;
  private host: SimulatedHost | null = null;
  private scenario: Scenario | null = null;
  /** The guests of the scenario, and one more where the page compares. */
  private vms: readonly VmGroup[] = [];
  private edits: HostEdit[] = [];
  /** What switched on the VFs of a host on which nothing was done yet: with the first edit that has to be said. */
  private unsaid: readonly HostEdit[] = [];
  private followed: FollowedLine[] = [];
  private versionNow = 1;
  private boots = 1;
  /** Guest that somebody asked to be moved since the page last looked. */
  private asked: string | null = null;
  private lang: string | null = null;
  private readonly access: RunAccess;

  constructor(access: RunAccess) {
    this.access = access;
  }

  giveNames(text: string): void {
    this.names = new PciIds(text);
    // A shell keeps the names it was started with.
    if (this.host !== null && this.edits.length === 0) this.host = null;
    this.versionNow += 1;
  }

  setLanguage(lang: string): void {
    this.lang = lang;
    this.host?.shell.export('LANG', lang);
  }

  /**
   * The scenario as it is kept and as it runs, with the VFs that the host has and whose they are. A number of VFs that
   * was changed in the picture is typed on the host.
   */
  follow(
    scenario: Scenario,
    vms = scenario.vms,
  ): { readonly kept: Scenario; readonly runs: Scenario } {
    const before = this.scenario;
    const same =
      before !== null && placeOf(before) === placeOf(scenario) && this.goesOn(scenario.edits);
    if (!same) this.forget(scenario);
    this.scenario = scenario;
    this.vms = vms;
    // A host nobody has looked at needs not be started to know its VFs; of a described one they are not known else.
    const own = isOwn(scenario);
    if (!own && this.edits.length === 0 && !(same && this.host !== null)) {
      return { kept: scenario, runs: scenario };
    }
    const host = this.started();
    const wanted = vfsWanted(scenario, host.kernel);
    if (wanted !== null) this.typeVfs(wanted, host, this.edits.length > 0);
    this.typeMode(scenario.nic.eswitch, host);
    host.guests.follow({ ...scenario, vms });
    if (host.guests.settle()) this.versionNow += 1;
    const kept = { ...scenario, edits: [...this.edits], nic: this.withVfs(scenario) };
    const now = own ? asItRuns(kept, host.kernel, host.pfs) : asSetUp(kept, host.kernel, host.pfs);
    const runs = withFormerSwitches(now, { ...kept, vms }, this.names);
    const { given } = host.guests;
    return { kept, runs: given === undefined ? runs : { ...runs, nic: { ...runs.nic, given } } };
  }

  picture(): HostPicture {
    return hostPicture(this.started().kernel, this.names, this.versionNow);
  }

  get kernel() {
    return this.started().kernel;
  }

  get version(): number {
    return this.versionNow;
  }

  get pciNames(): PciNames {
    return this.names;
  }

  news(): HostNews {
    const { shell, guests, kernel, pfs } = this.started();
    const { followed, asked } = this;
    this.followed = [];
    this.asked = null;
    return {
      version: this.versionNow,
      boots: this.boots,
      prompt: shell.prompt(),
      followed,
      edits: [...this.edits],
      numVfs: this.counts(),
      given: guests.given ?? null,
      moved: asked,
      held: (this.scenario && heldOn(this.scenario, kernel, pfs)) ?? null,
      switches:
        this.scenario === null ? null : (switchesOf(kernel, pfs, this.scenario.nic) ?? null),
      netfilter: netfilterOf(this.scenario, kernel, pfs),
      withdrawnVfs: this.withdrawnVfs,
    };
  }

  /** VFs of the lab's card that the kernel has and the hardware no more; none as long as the host was not started. */
  get withdrawnVfs(): number {
    if (this.host === null) return 0;
    const { kernel, pfs } = this.host;
    const counts = this.counts();
    return pfs.reduce((sum, bdf, pf) => sum + (vfEnable(kernel, bdf) ? 0 : (counts[pf] ?? 0)), 0);
  }

  run(text: string, columns: number): ShellReply {
    const host = this.started();
    const at = host.kernel.now() * PS_PER_NS;
    const before = this.counts();
    const { chunks, status, more, tookNs } = host.shell.run(text, columns);
    this.asked = host.guests.takeAsked() ?? this.asked;
    const after = this.counts();
    if (!more && !changesNothing(text)) this.keep({ at, shell: text });
    return {
      chunks,
      status,
      more,
      tookNs,
      prompt: host.shell.prompt(),
      numVfs: before.join() === after.join() ? null : after,
    };
  }

  write(rid: RoutingId, offset: number, width: 1 | 2 | 4, value: number): HostPicture {
    const letter = { 1: 'b', 2: 'w', 4: 'l' }[width];
    const digits = width * 2;
    const hex = value.toString(16).padStart(digits, '0');
    this.type(`setpci -s ${formatBdf(rid)} ${offset.toString(16)}.${letter}=${hex}`, true);
    return this.picture();
  }

  complete(line: string, cursor: number): Completion {
    return this.started().shell.complete(line, cursor);
  }

  prompt(): string {
    return this.started().shell.prompt();
  }

  /** Name of the network interface of PF `pf`; null where its driver made none. */
  uplink(pf: number): string | null {
    const { kernel, pfs } = this.started();
    const bdf = pfs[pf];
    const device = kernel.netDevices.find(({ rid }) => rid !== null && formatBdf(rid, 0) === bdf);
    return device?.name ?? null;
  }

  private started(): SimulatedHost {
    if (this.scenario === null) throw new Error('No scenario was opened yet');
    if (this.host === null) {
      const { scenario, vms, edits } = this;
      this.host = startHost({ ...scenario, vms, edits }, this.names, this.access, WALL);
      this.unsaid = this.host.started;
      // What the edits asked for stands in the scenario.
      this.host.guests.takeAsked();
      if (this.lang !== null) this.host.shell.export('LANG', this.lang);
    }
    return this.host;
  }

  private forget(scenario: Scenario): void {
    if (this.host !== null) this.boots += 1;
    this.host = null;
    this.scenario = scenario;
    this.edits = [...scenario.edits];
    this.followed = [];
    this.versionNow += 1;
  }

  /** The edits of a scenario are those this host has behind it. */
  private goesOn(edits: readonly HostEdit[]): boolean {
    return (
      edits.length === this.edits.length &&
      edits.every(({ shell }, index) => this.edits[index]?.shell === shell)
    );
  }

  private keep(edit: HostEdit): void {
    this.versionNow += 1;
    if (this.edits.length === 0) this.edits.push(...this.unsaid);
    if (this.edits.length < MOST_EDITS) this.edits.push(edit);
  }

  private typeVfs(wanted: readonly number[], host: SimulatedHost, keep: boolean): void {
    const have = this.counts();
    let typed = false;
    for (const [pf, bdf] of host.pfs.entries()) {
      const [count = 0, now = 0] = [wanted[pf], have[pf]];
      if (count === now) continue;
      if (now > 0) this.type(vfsLine(bdf, 0), keep);
      if (count > 0) this.type(vfsLine(bdf, count), keep);
      typed = true;
    }
    if (!keep && typed) this.unsaid = linesSoFar(host, this.counts());
  }

  /** The mode that was chosen in the picture is typed as well. */
  private typeMode(wanted: Scenario['nic']['eswitch'], host: SimulatedHost): void {
    const keep = this.edits.length > 0;
    const lines = modeLines(host.kernel, host.pfs, wanted);
    for (const line of lines) this.type(line, keep);
    if (!keep && lines.length > 0) this.unsaid = linesSoFar(host, this.counts());
  }

  private type(line: string, keep: boolean): void {
    const { kernel, shell } = this.started();
    const prompt = shell.prompt();
    const at = kernel.now() * PS_PER_NS;
    const { chunks } = shell.run(line, null);
    this.followed.push({ prompt, line, chunks });
    if (keep) this.keep({ at, shell: line });
    else this.versionNow += 1;
  }

  /** `sriov_numvfs` of each PF of the lab's card, as far as guests can be given them. */
  private counts(): readonly number[] {
    const { kernel, pfs } = this.started();
    return this.scenario === null ? [] : usableVfs(this.scenario, kernel, pfs);
  }

  /** `nic` with the VFs the host has. By PF only where they are not simply filled from PF0 on. */
  private withVfs(scenario: Scenario): Scenario['nic'] {
    const { nic } = scenario;
    const vfsPerPf = this.counts();
    const numVfs = vfsPerPf.reduce((sum, n) => sum + n, 0);
    // Of a described host nothing is said as long as what was typed says it.
    if (isOwn(scenario) && nic.byEdits) return nic;
    const { kernel, pfs } = this.started();
    const eswitch = modeNow(kernel, pfs, nic.eswitch);
    const said = { ...nic, eswitch, byEdits: false, numVfs, vfsPerPf: null };
    const filled = vfsWanted({ ...scenario, nic: said }, this.started().kernel) ?? [];
    return filled.join() === vfsPerPf.join() ? said : { ...said, vfsPerPf };
  }
}

/** VF Enable of a PF, as the register has it. */
function vfEnable({ fabric }: Kernel, bdf: string): boolean {
  const [bus = 0, device = 0, fn = 0] = bdf
    .split(/[:.]/u)
    .slice(1)
    .map((digits) => Number(`0x${digits}`));
  const config = fabric.at(ridOf(bus, device, fn))?.config;
  const at = config?.find('sriov')?.at;
  return config !== undefined && at !== undefined && (config.read(at + SRIOV_CONTROL, 2) & 1) === 1;
}

/** What makes another host of a scenario: everything but its VFs, its guests and what was typed. */
function placeOf({ host, machine, nic, seed }: Scenario): string {
  return JSON.stringify([host, machine, nic.device, nic.lspci, seed]);
}
