import type { Part } from '../kernel/sim';
import type { Machine } from './machine';
import { addBuffer, createVring, type Vring } from './vring';

/** VIRTIO_NET_RX_QUEUE_DEFAULT_SIZE, VIRTIO_NET_TX_QUEUE_DEFAULT_SIZE */
export const VIRTQUEUE = 256;
export const RX = 0;
export const TX = 1;

/** The virtqueues of each guest's virtio-net, two a channel (VIRTIO_NET_F_MQ), in guest memory: shared by driver and back end. */
export class VirtioRings implements Part {
  readonly name = 'virtio-rings';
  s: { rx: Vring[]; tx: Vring[] };

  /** `eventIdx`: by channel. */
  constructor(m: Machine, eventIdx: readonly boolean[]) {
    this.s = {
      rx: eventIdx.map((on) => createVring(VIRTQUEUE, on)),
      tx: eventIdx.map((on) => createVring(VIRTQUEUE, on)),
    };
    for (const r of this.s.rx) {
      while (r.numFree > 0) addBuffer(r, 0);
      r.kickedIdx = r.availIdx;
      // The device has seen the first buffers and asks for no further notification.
      r.noNotify = true;
    }
    m.sim.add(this);
  }

  on(): void {
    throw new Error('virtio-rings: has no events');
  }

  rx(ch: number): Vring {
    return this.s.rx[ch] as Vring;
  }

  tx(ch: number): Vring {
    return this.s.tx[ch] as Vring;
  }
}
