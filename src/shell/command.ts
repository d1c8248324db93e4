import type { RoutingId } from '../engine/units';
import type { RuleCount } from '../engine/inspect-filter';
import type { CardRule, CardSwitch } from '../engine/scenario/card-rule';
import type { Kernel, LogLine } from '../engine/linux/kernel';
import type { MigrationReport } from '../engine/migration-report';
import type { VNode } from '../engine/linux/vfs';
import type { PerfRow } from '../formats/perf-table';

/** Paths, links and files of the simulated host. All calls throw SysError. */
export interface FileSystem {
  readonly cwd: string;
  chdir(path: string): void;
  /** Absolute, without `.` and `..`; links are not followed. */
  resolve(path: string): string;
  /** The node itself; `follow` goes through links, the last one included. */
  stat(path: string, follow: boolean): VNode;
  readText(path: string): string;
  /** What `>` and `>>` do: open (create where allowed), then one write; an empty text opens only. */
  writeText(path: string, text: string, append: boolean): void;
  list(path: string): readonly string[];
  /** Where a path leads: absolute, no links in it. */
  real(path: string): string;
  readBytes(path: string): Uint8Array;
  /** Opens for writing as `>` and `>>` do; what it returns is write(2). */
  open(path: string, append: boolean): (text: string) => void;
  makeDir(path: string): void;
  /** The file, link or empty directory itself. */
  remove(path: string): void;
  makeLink(path: string, target: string): void;
}

/** Names from pci.ids. */
export interface PciNames {
  vendor(vendor: number): string | undefined;
  device(vendor: number, device: number): string | undefined;
  subsystem(
    vendor: number,
    device: number,
    subVendor: number,
    subDevice: number,
  ): string | undefined;
  className(baseAndSub: number): string | undefined;
  /** `0x02`, for subclasses that have no name of their own. */
  baseClassName(base: number): string | undefined;
  progIf(classWithProgIf: number): string | undefined;
}

/** A guest as libvirt lists it. */
export interface GuestInfo {
  readonly name: string;
  readonly id: number;
  readonly path: string;
  /** `0000:3b:10.0` of the function it owns; null when it has none. */
  readonly bdf: string | null;
  /** All it owns, where it may be more than one. */
  readonly functions?: readonly string[];
  /** Its VF has a virtio-net standby with the same address. */
  readonly failover?: boolean;
  /** Driver of the host that gives its function away. */
  readonly vfioDriver?: string;
  /** Its vDPA device, `vdpa0`. */
  readonly vdpa?: string;
  /** UUID of its assignable device interface. */
  readonly mdev?: string;
  readonly running: boolean;
}

/** What passed an interface of the host since the start. */
export interface NetCounters {
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly rxDropped: number;
  readonly txBytes: number;
  readonly txPackets: number;
  readonly txDropped: number;
}

/** A frame as a packet socket of the host sees it. */
export interface CapturedFrame {
  /** The host's calendar, nanoseconds since 1970. */
  readonly ns: bigint;
  readonly bytes: Uint8Array;
  readonly way: 'in' | 'out' | 'through';
  /** Interface it was seen at. */
  readonly tap: string;
}

/** What commands see of the run on the screen. */
export type RunAccess = Omit<
  LabAccess,
  'guests' | 'attach' | 'detach' | 'migrate' | 'lastMove' | 'said'
>;

/** What the commands see of the running simulation; null where a shell runs on a machine without guests. */
export interface LabAccess {
  guests(): readonly GuestInfo[];
  /** Up to the moment of the command. */
  exits(): readonly PerfRow[];
  /** What the kernel has printed during the run, in nanoseconds since it began. */
  printed?(): readonly LogLine[];
  /** Simulated seconds the rows cover. */
  seconds(): number;
  /** Frames that passed a host interface so far, oldest first; null: no such tap. */
  capture(tap: string): readonly CapturedFrame[] | null;
  readonly taps: readonly string[];
  /** What the scenario says of the card's switch, and the PFs of that card, `0000:3b:00.0`. */
  said?(): Pick<CardSwitch, 'flows' | 'fdb'> & { readonly pfs: readonly string[] };
  /** What a rule in the card has hit so far. */
  ruleHits?(rule: CardRule): { readonly packets: number; readonly bytes: number };
  /** By interface name; null: no traffic of the simulation passes it. */
  counters?(device: string): NetCounters | null;
  /** Interrupts of a guest's function, of one of its vectors, that came to each CPU of the host; none that were posted. */
  interrupts?(rid: RoutingId, vector: number): readonly number[];
  /** What the rules of the host's netfilter have counted so far. */
  rules?(): readonly RuleCount[];
  /** A function given to a guest, or taken from it: `0000:3b:10.0`. The function is bound to vfio-pci already. */
  attach?(guest: string, bdf: string): void;
  detach?(guest: string, bdf: string): void;
  /** How the run goes when this guest is moved to another host in it; from now on it is. */
  migrate?(guest: string): MigrationReport | null;
  /** The last answer of `migrate` for a guest. */
  lastMove?(guest: string): MigrationReport | null;
}

export interface CommandContext {
  /** argv[0] and the rest. */
  readonly name: string;
  readonly args: readonly string[];
  readonly stdin: string;
  readonly kernel: Kernel;
  readonly fs: FileSystem;
  readonly names: PciNames;
  readonly lab: LabAccess | null;
  readonly env: ReadonlyMap<string, string>;
  /** The kernel's node name. */
  readonly hostname: string;
  /** Standard input is a file, not a pipe or the terminal. */
  readonly stdinIsFile?: boolean;
  /** Whose words a command uses in its messages: GNU's or busybox's. */
  readonly flavour: 'bash' | 'ash';
  /** Columns of the terminal; null when the output goes to a pipe or file. */
  readonly columns: number | null;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Counts towards what one line may cost, in about characters looked at. Throws where the line must end. */
  readonly spend: (work: number) => void;
  /** Runs another command with this one's output (`xargs`, `find -exec`); its exit status. */
  readonly run: (words: readonly string[], stdin?: string) => number;
}

export interface Command {
  readonly name: string;
  /** Returns the exit status. A SysError that escapes is a bug of the command; the shell survives it. */
  run(context: CommandContext): number;
  /** How many lines of its standard input it looks at (`head`): who writes more is stopped; null = all. */
  linesWanted?(args: readonly string[]): number | null;
  /** Candidates for the word being typed, beyond files. */
  complete?(
    words: readonly string[],
    context: Pick<CommandContext, 'kernel' | 'fs' | 'lab'>,
  ): readonly string[];
}
