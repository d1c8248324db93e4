import type { DumpIssue } from '../formats/lspci/read-dump';
import type { BarShape, FunctionRole } from '../engine/pci/fabric';
import type { LimitId } from '../engine/pci/limits';
import type { PlacedTable } from '../engine/pci/registers/register';
import type { HostConfig, HostEdit, NicConfig } from '../engine/scenario/scenario';
import type { RoutingId } from '../engine/units';

export type { DumpIssue };

/** One function of the simulated host for the tree and the grid. */
export interface HostFunction {
  readonly rid: RoutingId;
  readonly bdf: string;
  readonly role: FunctionRole;
  /** The bridge above; null on a root bus. */
  readonly parent: RoutingId | null;
  /** A VF's PF and its index from 0; null and -1 for anything else. */
  readonly pf: RoutingId | null;
  readonly vfIndex: number;
  readonly vendorId: number;
  readonly deviceId: number;
  readonly classCode: number;
  /** From pci.ids; the numbers where it has no name. */
  readonly name: string;
  readonly driver: string | null;
  readonly iommuGroup: string | null;
  readonly netdev: string | null;
  /** False where the kernel still knows a function that the hardware no longer has: VF Enable cleared behind its back. */
  readonly answers: boolean;
  /** A bridge's bus numbers; null for others. */
  readonly secondary: number | null;
  readonly subordinate: number | null;
}

/** What the kernel and the hardware of the simulated host look like now. VFs are rows too: up to 65,535. */
export interface HostPicture {
  /** Grows by one with every change, so that a view knows when to ask again. */
  readonly version: number;
  readonly functions: readonly HostFunction[];
  /** The PFs, with what their SR-IOV capability says. */
  readonly pfs: readonly HostPf[];
  /** Last lines of dmesg, newest last. */
  readonly log: readonly string[];
}

export interface HostPf {
  readonly rid: RoutingId;
  readonly bdf: string;
  readonly totalVfs: number;
  /** `sriov_totalvfs`: the driver's limit where it set one. */
  readonly driverMax: number;
  readonly numVfs: number;
  readonly firstVfOffset: number;
  readonly vfStride: number;
  readonly vfDeviceId: number;
  readonly ari: boolean;
  /** Bytes per VF for each VF BAR. */
  readonly vfBars: readonly BarShape[];
  readonly systemPageSize: number;
}

/** One function's configuration space as it is now. */
export interface ConfigPicture {
  readonly version: number;
  readonly rid: RoutingId;
  readonly bdf: string;
  readonly bytes: Uint8Array;
  /** Bits a write changes, and bits a written 1 clears. */
  readonly writable: Uint8Array;
  readonly clearable: Uint8Array;
  readonly tables: readonly PlacedTable[];
}

export interface ShellChunk {
  readonly stream: 'out' | 'err';
  readonly text: string;
}

export interface ShellReply {
  readonly chunks: readonly ShellChunk[];
  readonly status: number;
  readonly prompt: string;
  /** Simulated time the line took, ns. */
  readonly tookNs: number;
  /** NumVFs of each PF of the lab's card where the line changed them: the scenario follows. */
  readonly numVfs: readonly number[] | null;
  /** The line is not finished (open quote, `do` without `done`): ask for more. */
  readonly more: boolean;
}

/** A line the host ran to follow the scenario, as the terminal shows it. */
export interface FollowedLine {
  readonly prompt: string;
  /** `echo 8 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs` */
  readonly line: string;
  readonly chunks: readonly ShellChunk[];
}

export interface HostNews {
  /** As in {@link HostPicture}: asked before the picture, which is large. */
  readonly version: number;
  /** How often a host was set up anew since the page was opened: another card, another dump. */
  readonly boots: number;
  readonly prompt: string;
  /** Run since the last call because the scenario changed, oldest first. */
  readonly followed: readonly FollowedLine[];
  /** What the scenario has to keep so that it leads to this host again: `edits` as they belong into its file. */
  readonly edits: readonly HostEdit[];
  /** `sriov_numvfs` of each PF of the lab's card. */
  readonly numVfs: readonly number[];
  /** `nic.given` as the run has to have it; null = as it comes. */
  readonly given: NicConfig['given'] | null;
  /** Guest that a line typed since the last call asked to be moved to another host; null = none. */
  readonly moved: string | null;
  /** `nic.held`, likewise. */
  readonly held: NicConfig['held'] | null;
  /** `nic.switches`, likewise. */
  readonly switches: NicConfig['switches'] | null;
  /** `host.netfilter`, likewise. */
  readonly netfilter: HostConfig['netfilter'] | null;
  /** Of those: VFs the card has withdrawn, because VF Enable was cleared behind the kernel's back. */
  readonly withdrawnVfs: number;
}

export interface Completion {
  /** Where the word begins that the candidates replace. */
  readonly from: number;
  readonly candidates: readonly string[];
}

/** What a dump told: shown beside the import. */
export interface ImportedDump {
  /** The dump as `nic.lspci` takes it: serial numbers zeroed unless they were asked for. */
  readonly text: string;
  readonly functions: number;
  /** PFs with an SR-IOV capability and the limit that binds first for each. */
  readonly pfs: readonly {
    readonly bdf: string;
    readonly name: string;
    readonly totalVfs: number;
    readonly max: number;
    readonly binding: LimitId;
  }[];
  /** Codes and places of what was odd or missing; i18n makes the sentences. */
  readonly warnings: readonly DumpIssue[];
}

export type ImportResult =
  | { readonly ok: true; readonly dump: ImportedDump }
  | { readonly ok: false; readonly issues: readonly DumpIssue[] };

/** The simulated host of the present scenario: one, shared by terminal, PCIe view and stage. */
export interface HostApi {
  /** The text of pci.ids; until it is given, names are numbers. */
  giveNames(pciIds: string): void;
  /** What the shell has as LANG, `zh_CN.UTF-8`: `man` and `help` have pages in it. Commands print what they print. */
  setLanguage(lang: string): void;
  hostPicture(): HostPicture;
  /** Cheap; asked after each run that was opened and each line. */
  hostNews(): HostNews;
  config(rid: RoutingId): ConfigPicture | null;
  /** The same write as `setpci`. */
  writeConfig(rid: RoutingId, offset: number, width: 1 | 2 | 4, value: number): HostPicture;
  /** One line typed at the prompt; while `more` was answered, the lines so far and the next, joined by newlines. */
  shellRun(text: string, columns: number): ShellReply;
  shellComplete(line: string, cursor: number): Completion;
  prompt(): string;
  /** `lspci -vvvxxxx` of the host; serial numbers hidden unless asked for. */
  exportDump(serials: boolean): string;
  /** Reads a dump without changing anything. */
  readDump(text: string, serials: boolean): ImportResult;
}
