import type { DropCause } from '../costs/facts';
import type { Machine } from './machine';
import type { Nic } from './nic';
import { RING, type QueuePair } from './queue-pair';

/**
 * Stops a function's queues, and sets them going again: by its driver (TXDCTL and RXDCTL), by the device for a
 * migration, or by a function-level reset.
 */
export class FunctionStop {
  private readonly m: Machine;
  private readonly nic: Nic;

  constructor(m: Machine, nic: Nic) {
    this.m = m;
    this.nic = nic;
  }

  /** No more descriptors, data or frames are taken; what is under way ends. Frames that come are lost for this cause. */
  stop(fn: number, cause: DropCause): void {
    const q = this.nic.queue(fn);
    q.off = cause;
    this.nic.msix.hold(fn, true);
    // What waited for a descriptor of it in the port's FIFO waits for nothing now.
    this.nic.ports.roomInRing(this.nic.wiring(fn).port);
    if (!q.stalled) return;
    q.stalled = false;
    this.nic.s.stalled--;
  }

  /** Nothing of the function is on its way any more: reads, write-backs, received data. */
  isQuiet(fn: number): boolean {
    const q = this.nic.queue(fn);
    return !q.fetching && q.reading === 0 && q.lastWrite < this.m.now;
  }

  /** Goes on where it was stopped. */
  goOn(fn: number): void {
    this.nic.queue(fn).off = null;
    this.nic.msix.hold(fn, false);
    this.nic.restart(fn);
  }

  /**
   * A quiet function is reset: what lies in its rings is lost. Frames lost, of both directions. Positions go on at the
   * next multiple of the ring's length, so that registers read 0 and a write that is still on its way changes nothing.
   */
  reset(fn: number): number {
    const q = this.nic.queue(fn);
    const lost = this.discard(q, q.off ?? 'unplugged');
    const most = Math.max(q.txTail, q.txDoorbell, q.txFetched, q.rxTail, q.rxReady);
    const at = Math.ceil(most / RING) * RING;
    q.pieces = [];
    q.firstRead = false;
    q.txTail = q.txDoorbell = q.txFetched = q.txHead = q.txDone = q.txClean = at;
    q.rxTail = q.rxReady = q.rxHead = q.rxDone = q.rxClean = at;
    this.nic.msix.reset(fn);
    return lost;
  }

  /** The driver has set up rings in a function that was reset, and posts its receive buffers. */
  open(fn: number): void {
    const q = this.nic.queue(fn);
    q.rxTail += RING - 1;
    q.rxReady = q.rxTail;
    this.goOn(fn);
  }

  private discard(q: QueuePair, cause: DropCause): number {
    const { m } = this;
    const frames = q.firstRead ? [...q.pieces] : [];
    const from = q.firstRead ? q.txHead + 1 : q.txHead;
    for (let i = from; i < q.txTail; i++) frames.push(q.tx[i % RING] as number);
    for (let i = q.rxClean; i < q.rxHead; i++) frames.push(q.rx[i % RING] as number);
    // A rogue's descriptor may have nothing in its buffer.
    const held = frames.filter((packet) => packet !== 0);
    const lost = held.reduce((sum, packet) => sum + m.framesOf(packet), 0);
    for (const packet of held) m.drop(packet, cause);
    return lost;
  }
}
