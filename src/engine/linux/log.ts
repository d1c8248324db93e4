import type { Clock } from './clock';
import type { KernelLog, LogLine } from './kernel';

/** Records that the ring buffer keeps (CONFIG_LOG_BUF_SHIFT=17, 32 bytes a descriptor). */
const RECORDS = 4096;
/** Simulated time that one line takes a slow serial-less console. */
const LINE_NS = 90_000;

/** printk: a ring buffer stamped with the clock. */
export class RingLog implements KernelLog {
  private kept: LogLine[] = [];
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get lines(): readonly LogLine[] {
    if (this.kept.length > RECORDS) this.kept = this.kept.slice(-RECORDS);
    return this.kept;
  }

  clear(): void {
    this.kept = [];
  }

  print(level: number, text: string): void {
    this.clock.tick(LINE_NS);
    if (this.kept.length >= 4 * RECORDS) this.kept = this.kept.slice(-RECORDS);
    this.kept.push({ at: this.clock.now, level, text });
  }
}

/** syslog levels, as `pci_err`, `pci_warn`, `pci_notice`, `pci_info` and `pci_dbg` use them. */
export const LEVEL = { alert: 1, err: 3, warn: 4, notice: 5, info: 6, debug: 7 } as const;
