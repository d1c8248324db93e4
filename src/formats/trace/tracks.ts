import { BAND_OF, type Band, type Place } from '../../engine/costs/places';
import { STEPS, type StepId } from '../../engine/costs/steps';
import type { Topology } from '../../engine/topology';
import type { Metadata } from './events';

/** Who executes: the four bands of the picture are the processes of a trace. */
export const PROCESSES = {
  guest: { pid: 1, name: 'Guests (non-root mode)' },
  'host-kernel': { pid: 2, name: 'Host kernel' },
  'host-user': { pid: 3, name: 'Host user space' },
  hardware: { pid: 4, name: 'Hardware and wire' },
} as const;
export type Process = keyof typeof PROCESSES;

const PROCESS_OF: Readonly<Record<Band, Process>> = {
  guest: 'guest',
  'host-kernel': 'host-kernel',
  'host-user': 'host-user',
  hardware: 'hardware',
  wire: 'hardware',
};

/** Readers take thread ids as unique across processes, and one that equals its process's as its main thread. */
const FIRST_TID = 10;

export interface Track {
  readonly process: Process;
  readonly name: string;
}

/** Units of the hardware, by what they do and at which end of the hop they are. */
const UNITS: Readonly<
  Partial<Record<StepId, { readonly at: 'from' | 'to' | null; readonly what: string }>>
> = {
  doorbell: { at: 'to', what: 'doorbells' },
  'dma-read-descriptor': { at: 'to', what: 'DMA reads' },
  'dma-read': { at: 'to', what: 'DMA reads' },
  'dma-write': { at: 'from', what: 'DMA writes' },
  'dma-writeback': { at: 'from', what: 'DMA writes' },
  msix: { at: 'from', what: 'interrupts' },
  'wire-tx': { at: 'from', what: 'wire out' },
  'wire-rx': { at: 'to', what: 'wire in' },
  switching: { at: null, what: 'switch in the card' },
  'to-function': { at: null, what: 'switch in the card' },
  'to-port': { at: null, what: 'switch in the card' },
};

/** A track with as many rows as its slices need: on each they nest or follow each other. */
interface Rows {
  readonly tids: number[];
  /** Ends of the open slices of each row, the innermost last. */
  readonly open: number[][];
}

/** Assigns threads of the trace to what happens, and remembers their names. */
export class Tracks {
  private readonly rows = new Map<string, Rows>();
  private readonly names: { readonly tid: number; readonly pid: number; readonly name: string }[] =
    [];
  private next = FIRST_TID;
  private readonly topology: Topology;

  constructor(topology: Topology) {
    this.topology = topology;
  }

  /** Where a hop is shown. `thread` as in the columns: -1 where none of the host's did it. */
  of(step: StepId, thread: number, from: number, to: number, vm: number): Track {
    const { account } = STEPS[step];
    if (thread < 0) {
      return account === 'hardware'
        ? { process: 'hardware', name: this.unit(step, from, to, vm) }
        : { process: this.processAt(from), name: this.placeName(from) };
    }
    const process =
      account === 'guest'
        ? this.processAt(from)
        : account === 'vmm' || account === 'pmd'
          ? 'host-user'
          : 'host-kernel';
    return { process, name: this.threadName(thread, process) };
  }

  /** The process in whose band a place lies. */
  processAt(place: number): Process {
    const kind = this.topology.places[place]?.kind;
    return kind === undefined ? 'hardware' : PROCESS_OF[BAND_OF[kind]];
  }

  guest(vm: number): Track {
    const thread = this.topology.threads.findIndex((t) => t.vm === vm && t.kind === 'vcpu');
    // A program of the host has no vCPU.
    if (thread < 0) return { process: 'host-user', name: `program of ${this.nameOf(vm)}` };
    return { process: 'guest', name: this.threadName(thread, 'guest') };
  }

  interruptsOf(cpu: number): Track {
    return { process: 'host-kernel', name: `interrupts on CPU ${String(cpu)}` };
  }

  functionUnit(fn: number, what: string): Track {
    return { process: 'hardware', name: `${this.functionName(fn)}: ${what}` };
  }

  /**
   * The thread for a slice: a row of the track on which it nests (`nests`: threads of a CPU, whose work is a stack) or
   * which is free. Slices have to come in the order they begin, of equal ones the longer first.
   */
  tidFor(track: Track, start: number, end: number, nests: boolean): number {
    const { tids, open } = this.rowsOf(track);
    const fits = open.findIndex((row) => {
      while (row.length > 0 && (row.at(-1) as number) <= start) row.pop();
      return row.length === 0 || (nests && (row.at(-1) as number) >= end);
    });
    if (fits >= 0) {
      open[fits]?.push(end);
      return tids[fits] as number;
    }
    open.push([end]);
    return this.addRow(track, tids);
  }

  /** The thread for a moment: the first row of the track. */
  tidOf(track: Track): number {
    const { tids, open } = this.rowsOf(track);
    if (tids.length > 0) return tids[0] as number;
    open.push([]);
    return this.addRow(track, tids);
  }

  placeName(place: number): string {
    const found = this.topology.places[place];
    return found === undefined ? '?' : this.labelOf(found);
  }

  nameOf(vm: number): string {
    return this.topology.vms[vm]?.name ?? 'the host';
  }

  /** Names and order, for the head of a trace. */
  metadata(): Metadata[] {
    const processes = Object.values(PROCESSES).flatMap(({ pid, name }): Metadata[] => [
      { ph: 'M', name: 'process_name', pid, tid: pid, args: { name } },
      { ph: 'M', name: 'process_sort_index', pid, tid: pid, args: { sort_index: pid } },
    ]);
    const order = this.names.toSorted((a, b) => a.pid - b.pid || compare(a.name, b.name));
    const threads = order.flatMap(({ pid, tid, name }, i): Metadata[] => [
      { ph: 'M', name: 'thread_name', pid, tid, args: { name } },
      { ph: 'M', name: 'thread_sort_index', pid, tid, args: { sort_index: i } },
    ]);
    return [...processes, ...threads];
  }

  private rowsOf({ process, name }: Track): Rows {
    const key = `${process}/${name}`;
    let rows = this.rows.get(key);
    if (rows === undefined) {
      rows = { tids: [], open: [] };
      this.rows.set(key, rows);
    }
    return rows;
  }

  private addRow({ process, name }: Track, tids: number[]): number {
    const tid = this.next++;
    tids.push(tid);
    const numbered = tids.length === 1 ? name : `${name} (${String(tids.length)})`;
    this.names.push({ tid, pid: PROCESSES[process].pid, name: numbered });
    return tid;
  }

  private threadName(thread: number, process: Process): string {
    const { kind, vm, cpu } = this.topology.threads[thread] ?? { kind: 'irq', vm: -1, cpu: 0 };
    const who = this.nameOf(vm);
    switch (kind) {
      case 'vcpu':
        if (process === 'guest') return `${who} on CPU ${String(cpu)}`;
        return process === 'host-user' ? `QEMU, vCPU thread of ${who}` : `KVM, vCPU of ${who}`;
      case 'vmm':
        return `QEMU, main loop of ${who}${process === 'host-user' ? '' : ', in the kernel'}`;
      case 'vhost':
        return `vhost of ${who}`;
      case 'pmd':
        return `switch process on CPU ${String(cpu)}`;
      case 'process':
        return `program of ${who}`;
      case 'irq':
        return `interrupts on CPU ${String(cpu)}`;
    }
  }

  /** What of the hardware is at work. */
  private unit(step: StepId, from: number, to: number, vm: number): string {
    const unit = UNITS[step];
    if (unit === undefined) return `interrupts to ${this.nameOf(vm)}`;
    return unit.at === null
      ? unit.what
      : `${this.placeName(unit.at === 'from' ? from : to)}: ${unit.what}`;
  }

  private labelOf({ kind, vm, fn }: Place): string {
    if (kind === 'pf' || kind === 'vf') return this.functionName(fn);
    if (kind === 'port') return `port ${String(fn)}`;
    return vm >= 0 ? `${kind} of ${this.nameOf(vm)}` : kind;
  }

  private functionName(fn: number): string {
    const found = this.topology.card.functions[fn];
    if (found === undefined) return 'card';
    return found.kind === 'pf' ? `PF${String(found.pf)}` : `VF${String(found.index)}`;
  }
}

const compare = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });
