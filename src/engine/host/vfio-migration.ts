import type { FunctionStop } from '../hw/function-stop';
import type { Machine } from '../hw/machine';
import type { Part } from '../kernel/sim';
import { bitsToPicos, PS_PER_US, type Picos } from '../units';

/** Device states of VFIO migration v2 with their numbers (uapi/linux/vfio.h). */
export const VFIO_STATES = {
  error: 0,
  stop: 1,
  running: 2,
  'stop-copy': 3,
  resuming: 4,
  'running-p2p': 5,
  'pre-copy': 6,
  'pre-copy-p2p': 7,
} as const;
export type VfioState = keyof typeof VFIO_STATES;

export interface VfioStep {
  readonly side: 'source' | 'destination';
  readonly state: VfioState;
  readonly at: Picos;
}

interface VfioMigrationState {
  steps: VfioStep[];
  /** What is still to be read out of the device, bytes, and how many reads there were. */
  left: number;
  moved: number;
  chunks: number;
  /** The device has got to the state that was asked for last. */
  settled: boolean;
}

export interface VfioSettings {
  readonly fn: number;
  /** State that it gives while it runs, and what is left for the stop; bytes. */
  readonly initialBytes: number;
  readonly stopBytes: number;
  readonly gbps: number;
}

const E = { state: 0, quiet: 1, read: 2, sent: 3 } as const;
const STATES = Object.keys(VFIO_STATES) as VfioState[];
const SIDES = ['source', 'destination'] as const;
/** A command to the card's firmware (SUSPEND_VHCA, LOAD_VHCA_STATE). Assumed: 5 ms, a thousandth of it here. */
const COMMAND: Picos = 5 * PS_PER_US;
const LOOK_EVERY: Picos = PS_PER_US;
/** VFIO_MIG_DEFAULT_DATA_BUFFER_SIZE is 1 MiB; a thousandth of it here, as the state is. */
const CHUNK = 1024;
/** The card writes its state into memory of the host before it is read. Assumed: 10 Gb/s. */
const SAVE_GBPS = 10;

/**
 * A device that saves its own state: the states a variant driver takes it through (mlx5vf_pci_step_device_state_locked),
 * and its data in reads of the migration's file, each sent and written into the device's file on the other side.
 */
export class VfioMigration implements Part {
  readonly name = 'vfio-migration';
  s: VfioMigrationState = { steps: [], left: 0, moved: 0, chunks: 0, settled: true };
  readonly settings: VfioSettings;
  private readonly index: number;
  private readonly m: Machine;
  private readonly stop: FunctionStop;
  /** All of its state is in the device on the other side, which runs. */
  loaded: () => void = () => undefined;

  constructor(m: Machine, settings: VfioSettings, stop: FunctionStop) {
    this.m = m;
    this.settings = settings;
    this.stop = stop;
    this.index = m.sim.add(this);
  }

  /** The migration begins: the device gives what it has while it goes on. */
  begin(): void {
    this.step('source', 'running', 0);
    this.enter('source', 'pre-copy');
  }

  /** How long its data of the first pass takes: reads of the file, each sent. */
  get preCopyTime(): Picos {
    return this.timeOf(this.settings.initialBytes);
  }

  /** What of the downtime is its own data. */
  get stopTime(): Picos {
    return this.timeOf(this.settings.stopBytes);
  }

  /** The first pass is over, and with it the data that the device had ready. */
  preCopied(): void {
    const { initialBytes } = this.settings;
    this.s.moved += initialBytes;
    this.s.chunks += Math.ceil(initialBytes / CHUNK);
  }

  /** The vCPUs stand still: no more DMA of its own, then none at all. */
  halt(): void {
    this.s.settled = false;
    this.enter('source', 'pre-copy-p2p');
  }

  /** It is in STOP_COPY: nothing of it moves. */
  get isHalted(): boolean {
    return this.s.settled;
  }

  /** The rest of its state, piece by piece. */
  copy(): void {
    this.s.left = this.settings.stopBytes;
    this.step('destination', 'stop', this.m.now);
    this.enter('destination', 'resuming');
    this.read();
  }

  on(kind: number, a: number, b: number): void {
    switch (kind) {
      case E.state:
        return this.step(SIDES[b] ?? 'source', STATES[a] ?? 'error', this.m.now);
      case E.quiet:
        return this.lookAgain();
      case E.read:
        return this.after(bitsToPicos(a * 8, this.settings.gbps), E.sent, a);
      case E.sent:
        this.s.left -= a;
        this.s.moved += a;
        this.s.chunks++;
        return this.read();
    }
  }

  private read(): void {
    const next = Math.min(CHUNK, this.s.left);
    if (next > 0) return this.after(bitsToPicos(next * 8, SAVE_GBPS), E.read, next);
    this.enter('source', 'stop');
    this.enter('destination', 'running-p2p');
  }

  private step(side: VfioStep['side'], state: VfioState, at: Picos): void {
    this.s.steps.push({ side, state, at });
    if (state === 'pre-copy-p2p') {
      this.stop.stop(this.settings.fn, 'migration-downtime');
      this.lookAgain();
    } else if (state === 'stop-copy') this.s.settled = true;
    else if (state === 'running-p2p') this.enter('destination', 'running');
    else if (state === 'running' && side === 'destination') this.loaded();
  }

  private lookAgain(): void {
    if (this.stop.isQuiet(this.settings.fn)) this.enter('source', 'stop-copy');
    else this.after(LOOK_EVERY, E.quiet);
  }

  private enter(side: VfioStep['side'], state: VfioState): void {
    this.after(COMMAND, E.state, STATES.indexOf(state), SIDES.indexOf(side));
  }

  private timeOf(bytes: number): Picos {
    return bitsToPicos(bytes * 8, SAVE_GBPS) + bitsToPicos(bytes * 8, this.settings.gbps);
  }

  private after(time: Picos, kind: number, a = 0, b = 0): void {
    this.m.sim.at(this.m.now + Math.round(time), this.index, kind, a, b);
  }
}
