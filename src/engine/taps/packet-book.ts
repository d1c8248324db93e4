import { FACT } from '../costs/facts';
import { unpackSender } from '../costs/packing';
import { ANNOUNCE } from '../hw/packets';
import type { FactColumns } from '../kernel/columns';
import type { Picos } from '../units';

/** What is known of a packet from its birth. */
export interface Born {
  readonly id: number;
  readonly at: Picos;
  /** Guest in whose figures it counts. */
  readonly owner: number;
  /** Numbers of guests; -1 = the outside, -2 = everybody. */
  readonly src: number;
  readonly dst: number;
  readonly bytes: number;
  /** Frames of the wire that it stood for then. */
  readonly frames: number;
  /** Frames that the same side of its flow had sent before on this guest's account. */
  readonly before: number;
  /** Which flow of the guest's traffic it belongs to. */
  readonly flow: number;
  /** It says where a guest that was moved is now. */
  readonly announces: boolean;
}

/** A frame as it is at a moment, told by the packet that it comes from. */
export interface FrameFacts {
  readonly origin: Born;
  /** Its first frame of the wire among those of the origin, from 0. */
  readonly n: number;
  /** Frames of the wire that it stands for now. */
  readonly frames: number;
  /** A switch made it, of a frame for several. */
  readonly copy: boolean;
  /** Whose MAC address stands as the destination: the origin's, unless it was written over on the way. */
  readonly dst: number;
}

interface Entry {
  readonly born: Born | null;
  /** What it was cut or copied from. */
  readonly from: { readonly packet: number; readonly n: number; readonly bytes: number } | null;
  /** When it was cut, and how long its first frame is. */
  readonly cut: { readonly at: Picos; readonly bytes: number } | null;
  /** When its destination was written over, and with whose address. */
  readonly to: { readonly at: Picos; readonly dst: number } | null;
}

/** Who sent each packet to whom, from the facts of a stretch of a run. */
export class PacketBook {
  private readonly entries = new Map<number, Entry>();

  add(facts: FactColumns): void {
    for (let i = 0; i < facts.count; i++) {
      const packet = facts.packet[i] as number;
      const [a, b, c] = [facts.a[i] as number, facts.b[i] as number, facts.c[i] as number];
      const at = facts.time[i] as number;
      if (facts.kind[i] === FACT.sent) {
        const { src, dst, frames, flags } = unpackSender(b);
        const owner = facts.vm[i] as number;
        const born: Born = {
          id: packet,
          at,
          owner,
          src,
          dst,
          bytes: a,
          frames,
          before: c,
          flow: 0,
          announces: (flags & ANNOUNCE) !== 0,
        };
        this.put(packet, { born });
      } else if (facts.kind[i] === FACT.flow) {
        const born = this.entries.get(packet)?.born;
        if (born) this.put(packet, { born: { ...born, flow: a } });
      } else if (facts.kind[i] === FACT.derived) {
        if (a === packet) this.put(packet, { cut: { at, bytes: c } });
        else this.put(packet, { from: { packet: a, n: b, bytes: c } });
      } else if (facts.kind[i] === FACT.readdressed) this.put(packet, { to: { at, dst: a } });
    }
  }

  private put(packet: number, some: Partial<Entry>): void {
    const known = this.entries.get(packet) ?? { born: null, from: null, cut: null, to: null };
    this.entries.set(packet, { ...known, ...some });
  }

  /** The packet's origin is known. */
  knows(packet: number): boolean {
    return this.frameAt(packet, 0) !== null;
  }

  /** Length at a moment; 0 for one that is not known. */
  bytesAt(packet: number, at: Picos): number {
    const entry = this.entries.get(packet);
    if (entry === undefined) return 0;
    if (entry.cut !== null && at >= entry.cut.at) return entry.cut.bytes;
    return entry.born?.bytes ?? entry.from?.bytes ?? 0;
  }

  /** What the frame is at a moment; null where its birth is not in the book. */
  frameAt(packet: number, at: Picos): FrameFacts | null {
    const entry = this.entries.get(packet);
    if (entry === undefined) return null;
    const frame = this.formAt(entry, at);
    const written = entry.to !== null && at >= entry.to.at;
    return frame !== null && written ? { ...frame, dst: entry.to.dst } : frame;
  }

  private formAt(entry: Entry, at: Picos): FrameFacts | null {
    if (entry.from !== null) {
      // What is copied or cut has the form its origin had then, which is no later than now.
      const source = this.entries.get(entry.from.packet);
      const copy = entry.from.n < 0;
      const when = copy ? (entry.born?.at ?? at) : Number.POSITIVE_INFINITY;
      const origin = source === undefined ? null : this.frameAt(entry.from.packet, when);
      if (origin === null) return null;
      if (copy) {
        const cut = entry.cut !== null && at >= entry.cut.at;
        return { ...origin, copy: true, frames: cut ? 1 : (entry.born?.frames ?? 1) };
      }
      return { ...origin, n: origin.n + entry.from.n, frames: 1 };
    }
    if (entry.born === null) return null;
    const cut = entry.cut !== null && at >= entry.cut.at;
    const { born } = entry;
    return { origin: born, n: 0, frames: cut ? 1 : born.frames, copy: false, dst: born.dst };
  }
}
