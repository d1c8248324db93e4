import type { Machine, MemoryArea } from '../hw/machine';
import type { Part } from '../kernel/sim';
import { bitsToPicos, PS_PER_US, type Picos } from '../units';
import { MemoryLog, PAGE } from './memory-log';
import {
  freshState,
  type MigrationSettings,
  type MigrationState,
  type MigrationStatus,
  type Movable,
  type Primary,
} from './migration-state';
import type { VfioMigration } from './vfio-migration';

const E = { begin: 0, sent: 1, check: 2, sleep: 3, wake: 4, loaded: 5, announce: 6 } as const;

/** Pages that are sent as one piece. */
const CHUNK = 64;
/** Header of a page in the stream (its address and flags), bytes. */
const PAGE_HEADER = 8;
const CHECK_EVERY: Picos = PS_PER_US;
/** cpu-throttle-initial and cpu-throttle-increment, per cent; cpu_throttle_set allows 99 at most. */
const THROTTLE_FIRST = 20;
const THROTTLE_MORE = 10;
const THROTTLE_MOST = 99;
/** QEMU: 10 ms (CPU_THROTTLE_TIMESLICE_NS), here a hundredth, as runs are short. */
const TIMESLICE: Picos = 100 * PS_PER_US;
/** announce-initial is 50 ms, announce-rounds 5; here a thousandth, as memory is. */
const ANNOUNCE_AGAIN: Picos = 50 * PS_PER_US;
const ANNOUNCE_ROUNDS = 5;
const LISTED = 200;

/**
 * Pre-copy live migration as QEMU does it (migration/ram.c, migration_iteration_run): all pages, then again and again
 * those that were written meanwhile, until what is left fits into the downtime limit; then the guest stops, the rest
 * and the devices' state follow, and it goes on.
 *
 * MODEL: the host it comes to is like this one: its parts there are its parts here, in the state they were left in. The
 * link is the migration's own; its thread takes no CPU time, and logging costs no exits.
 */
export class Migration implements Part {
  readonly name = 'migration';
  s: MigrationState;
  readonly settings: MigrationSettings;
  /** Time on the link of a page. */
  readonly pageTime: Picos;
  private readonly index: number;
  private readonly m: Machine;
  private readonly guest: Movable;
  private readonly primary: Primary | null;
  readonly device: VfioMigration | null;
  private readonly log: MemoryLog;

  /** `primary` of a failover pair; `device` that saves its own state. */
  constructor(
    m: Machine,
    settings: MigrationSettings,
    guest: Movable,
    primary: Primary | null = null,
    device: VfioMigration | null = null,
  ) {
    this.m = m;
    this.primary = primary;
    this.device = device;
    this.settings = settings;
    this.guest = guest;
    this.pageTime = bitsToPicos((PAGE + PAGE_HEADER) * 8, settings.gbps);
    this.s = freshState(settings.blocker === null ? settings.pages : 0);
    this.log = new MemoryLog(settings, () => this.s.log);
    this.index = m.sim.add(this);
    m.dirtied = (vm, area, index, dma) => this.wrote(vm, area, index, dma);
    if (device !== null) device.loaded = () => this.runsThere();
  }

  start(): void {
    this.after(this.settings.at - this.m.now, E.begin);
  }

  on(kind: number, a: number): void {
    switch (kind) {
      case E.begin:
        return this.begin();
      case E.sent:
        return this.sent(a);
      case E.check:
        return this.check();
      case E.sleep:
        return this.sleep();
      case E.wake:
        return this.wake();
      case E.loaded:
        return this.loaded();
      case E.announce:
        return this.announce(a);
    }
  }

  /** A frame for the guest is at this host after the guest has stopped here: it was sent before its new place was known. */
  isGone(vm: number, packet: number): boolean {
    const { stoppedAt, learnedAt } = this.s;
    if (vm !== this.settings.vm || stoppedAt < 0) return false;
    return learnedAt < 0 || this.m.createdAt(packet) < learnedAt;
  }

  /** The announcement passed the switch outside. */
  announced(vm: number): void {
    if (vm === this.settings.vm && this.s.learnedAt < 0) this.s.learnedAt = this.m.now;
  }

  private wrote(vm: number, area: MemoryArea, index: number, dma: boolean): void {
    const { dmaPages } = this.settings;
    if (vm === this.settings.vm && this.isLogging)
      this.log.wrote(area, index, dma ? Math.max(1, dmaPages) : 1);
  }

  private get isLogging(): boolean {
    return this.s.phase === 'pre-copy' || this.s.phase === 'stopping';
  }

  private begin(): void {
    const { blocker, pages } = this.settings;
    if (blocker !== null) {
      this.s.phase = 'refused';
      return;
    }
    this.enter('setup');
    if (this.primary?.isIn() === true) {
      this.s.phase = 'wait-unplug';
      this.enter('wait-unplug');
      this.primary.unplug();
    } else this.copy(pages);
  }

  /** The primary is out of the guest (qemu_savevm_wait_unplug ends). */
  unplugged(vm: number): void {
    if (vm === this.settings.vm && this.s.phase === 'wait-unplug') this.copy(this.settings.pages);
  }

  private copy(pages: number): void {
    this.s.phase = 'pre-copy';
    this.enter('active');
    this.device?.begin();
    this.log.run(this.m.now, true);
    this.round(pages);
  }

  private enter(status: MigrationStatus): void {
    this.s.statuses.push({ status, at: this.m.now });
  }

  /** Pages found written since the last look: all of them where nobody can tell what a device has written. */
  private take(): number {
    const found = this.log.take(this.m.now);
    return this.settings.dmaPages === 0 ? this.settings.pages : found;
  }

  private round(pages: number): void {
    const { s } = this;
    s.count++;
    s.left = s.pass = pages;
    if (s.rounds.length < LISTED) {
      const { throttle } = s;
      s.rounds.push({ start: this.m.now, end: -1, pages, dirtied: 0, throttle });
    }
    this.sendNext();
  }

  private sendNext(): void {
    const count = Math.min(CHUNK, this.s.left);
    // A device that saves its own state gives what it has ready with the first pass.
    const isFirst = this.s.count === 1 && this.s.left === this.s.pass;
    const own = isFirst ? (this.device?.preCopyTime ?? 0) : 0;
    this.after(count * this.pageTime + own, E.sent, count);
  }

  private sent(count: number): void {
    const { s } = this;
    s.left -= count;
    s.sentPages += count;
    if (s.left > 0) this.sendNext();
    else this.passDone();
  }

  /** migration_bitmap_sync, then the choice: stop, or another pass. */
  private passDone(): void {
    const { s, settings } = this;
    if (s.count === 1) this.device?.preCopied();
    const dirtied = this.take();
    const last = s.rounds.at(-1);
    if (s.count <= LISTED && last) {
      s.rounds[s.rounds.length - 1] = { ...last, end: this.m.now, dirtied };
    }
    const stopTime = dirtied * this.pageTime + (this.device?.stopTime ?? 0);
    if (stopTime <= settings.downtimeLimit) {
      this.stop(dirtied);
      return;
    }
    if (settings.autoConverge) this.converge(dirtied, s.pass);
    this.round(dirtied);
  }

  /** migration_trigger_throttle: throttle-trigger-threshold is 50 per cent. */
  private converge(dirtied: number, sent: number): void {
    const { s } = this;
    s.high = 2 * dirtied > sent ? s.high + 1 : 0;
    if (s.high < 2) return;
    s.high = 0;
    const isFirst = s.throttle === 0;
    s.throttle = isFirst ? THROTTLE_FIRST : Math.min(THROTTLE_MOST, s.throttle + THROTTLE_MORE);
    if (isFirst) this.after(TIMESLICE, E.sleep);
  }

  /** cpu_throttle_thread: for each slice that it ran, the vCPU sleeps so long that the percentage comes out. */
  private sleep(): void {
    if (this.s.phase !== 'pre-copy') return;
    this.log.run(this.m.now, false);
    this.guest.holdVcpus();
    const { throttle } = this.s;
    this.after(Math.round((TIMESLICE * throttle) / (100 - throttle)), E.wake);
  }

  private wake(): void {
    if (this.s.phase !== 'pre-copy') return;
    this.log.run(this.m.now, true);
    this.guest.letGoVcpus();
    this.after(TIMESLICE, E.sleep);
  }

  private stop(left: number): void {
    const { s } = this;
    s.phase = 'stopping';
    s.stoppedAt = this.m.now;
    s.left = left;
    this.enter('device');
    this.log.run(this.m.now, false);
    this.guest.stop();
    this.device?.halt();
    this.check();
  }

  private check(): void {
    if (!this.guest.isQuiet() || this.device?.isHalted === false) {
      this.after(CHECK_EVERY, E.check);
      return;
    }
    const { s, settings, m } = this;
    s.phase = 'stop-copy';
    s.quietAt = m.now;
    s.left = Math.min(settings.pages, s.left + this.take());
    s.lastPages = s.left;
    this.guest.leave();
    const state = bitsToPicos(settings.deviceBytes * 8, settings.gbps);
    // The other side says that it has everything before it lets the guest go on.
    this.after(s.left * this.pageTime + state + m.prices.peerTurnaround, E.loaded);
  }

  private loaded(): void {
    if (this.device === null) this.runsThere();
    else this.device.copy();
  }

  private runsThere(): void {
    const { s, m } = this;
    s.phase = 'moved';
    this.enter('completed');
    s.sentPages += s.lastPages;
    s.left = 0;
    s.resumedAt = m.now;
    m.s.resumed[this.settings.vm] = m.now;
    this.guest.resume();
    this.primary?.plug();
    this.announce(1);
  }

  private announce(round: number): void {
    if (this.s.learnedAt >= 0) return;
    this.guest.announce();
    if (round < ANNOUNCE_ROUNDS) this.after(round * ANNOUNCE_AGAIN, E.announce, round + 1);
  }

  private after(time: Picos, kind: number, a = 0): void {
    this.m.sim.at(this.m.now + Math.round(time), this.index, kind, a, 0);
  }
}
