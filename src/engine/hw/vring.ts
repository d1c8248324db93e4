/**
 * A virtio split ring (virtio 1.2 §2.7; Linux drivers/virtio/virtio_ring.c, drivers/vhost/vhost.c).
 * Plain state; indices are 16 bits wide and wrap, a slot is an index modulo `size`.
 */
export interface Vring {
  readonly size: number;
  /** Frame of each available-ring slot; 0 = an empty receive buffer. */
  avail: number[];
  availIdx: number;
  /** Written by the driver: interrupt me when used.idx passes this. */
  usedEvent: number;
  /** VRING_AVAIL_F_NO_INTERRUPT */
  noInterrupt: boolean;
  used: number[];
  usedIdx: number;
  /** Written by the device: notify me when avail.idx passes this. */
  availEvent: number;
  /** VRING_USED_F_NO_NOTIFY */
  noNotify: boolean;
  readonly eventIdx: boolean;
  /** Device side. */
  lastAvail: number;
  signalledUsed: number;
  signalledValid: boolean;
  /** Driver side. */
  lastUsed: number;
  kickedIdx: number;
  numFree: number;
}

const MASK = 0xffff;

export function createVring(size: number, eventIdx: boolean): Vring {
  if (size < 1 || size > 32768 || (size & (size - 1)) !== 0) {
    throw new RangeError(`vring size ${String(size)} is not a power of two up to 32768`);
  }
  return {
    size,
    eventIdx,
    avail: Array.from({ length: size }, () => 0),
    availIdx: 0,
    usedEvent: 0,
    noInterrupt: false,
    used: Array.from({ length: size }, () => 0),
    usedIdx: 0,
    availEvent: 0,
    noNotify: false,
    lastAvail: 0,
    signalledUsed: 0,
    signalledValid: false,
    lastUsed: 0,
    kickedIdx: 0,
    numFree: size,
  };
}

/** vring_need_event: did the index pass `event` on its way from `old` to `next`? All modulo 2^16. */
export function needEvent(event: number, next: number, old: number): boolean {
  return ((next - event - 1) & MASK) < ((next - old) & MASK);
}

// ---- driver ------------------------------------------------------------------------------------

/** Makes one buffer available. The caller has checked `numFree`. */
export function addBuffer(r: Vring, packet: number): void {
  if (r.numFree === 0) throw new Error('vring: no free descriptor');
  r.avail[r.availIdx % r.size] = packet;
  r.availIdx = (r.availIdx + 1) & MASK;
  r.numFree--;
}

/** virtqueue_kick_prepare: is the device to be notified of what was added since the last call? */
export function kickNeeded(r: Vring): boolean {
  const old = r.kickedIdx;
  r.kickedIdx = r.availIdx;
  if (!r.eventIdx) return !r.noNotify && r.availIdx !== old;
  return needEvent(r.availEvent, r.availIdx, old);
}

/** Buffers that the device has used and the driver has not taken back. */
export function usedPending(r: Vring): number {
  return (r.usedIdx - r.lastUsed) & MASK;
}

/** virtqueue_get_buf: the frame of the next used element. */
export function takeUsed(r: Vring): number {
  const packet = r.used[r.lastUsed % r.size] as number;
  r.lastUsed = (r.lastUsed + 1) & MASK;
  r.numFree++;
  return packet;
}

/** virtqueue_disable_cb: with event index nothing is written, a stale used_event is as good as off. */
export function disableCallbacks(r: Vring): void {
  r.noInterrupt = true;
}

/** virtqueue_enable_cb: interrupt at the next used element. False when something was used meanwhile. */
export function enableCallbacks(r: Vring): boolean {
  r.noInterrupt = false;
  r.usedEvent = r.lastUsed;
  return usedPending(r) === 0;
}

/** virtqueue_enable_cb_delayed: interrupt when three quarters of what is outstanding were used. */
export function enableCallbacksDelayed(r: Vring): boolean {
  r.noInterrupt = false;
  const outstanding = (r.availIdx - r.lastUsed) & MASK;
  const wait = (outstanding * 3) >> 2;
  r.usedEvent = (r.lastUsed + wait) & MASK;
  return usedPending(r) <= wait;
}

// ---- device ------------------------------------------------------------------------------------

export function availPending(r: Vring): number {
  return (r.availIdx - r.lastAvail) & MASK;
}

/** Takes the next available buffer; its frame, 0 for an empty one, -1 when there is none. */
export function takeAvail(r: Vring): number {
  if (availPending(r) === 0) return -1;
  const packet = r.avail[r.lastAvail % r.size] as number;
  r.lastAvail = (r.lastAvail + 1) & MASK;
  return packet;
}

export function pushUsed(r: Vring, packet: number): void {
  r.used[r.usedIdx % r.size] = packet;
  r.usedIdx = (r.usedIdx + 1) & MASK;
}

/** virtio_split_should_notify, vhost_notify: is the driver to be interrupted? */
export function callNeeded(r: Vring): boolean {
  const valid = r.signalledValid;
  const old = r.signalledUsed;
  r.signalledUsed = r.usedIdx;
  r.signalledValid = true;
  if (!r.eventIdx) return !r.noInterrupt;
  return !valid || needEvent(r.usedEvent, r.usedIdx, old);
}

export function disableNotify(r: Vring): void {
  r.noNotify = true;
}

/** vhost_enable_notify: notify at the next available buffer. False when there is one already (R6). */
export function enableNotify(r: Vring): boolean {
  r.noNotify = false;
  r.availEvent = r.lastAvail;
  return availPending(r) === 0;
}
