import { FACT, REG } from '../costs/facts';
import { STEP } from '../costs/steps';
import type { Part } from '../kernel/sim';
import type { Machine } from './machine';
import type { FunctionWiring } from './nic-wiring';
import type { PcieLink } from './pcie-link';
import { MAILBOX_MESSAGES, type MailboxMessage } from './vf-mailbox';

/** What the PF's driver answers: bits 31 and 30 of the first word. */
const REPLY = { none: 0, ack: 1, nack: 2 } as const;

/** VFMAILBOX and the buffer behind it, as both sides see them. */
interface Box {
  /** Word 0 of VFMBMEM. */
  message: number;
  /** One of REPLY. */
  reply: number;
  packet: number;
}

const E = { requested: 0, interrupted: 1, replied: 2 } as const;

/** VFU, two words of the message, REQ. */
const WORDS = 16;

/** The card's mailboxes, one for each VF: 82599 data sheet 7.1.1, io-paths.md 2.7.5. */
export class Mailbox implements Part {
  readonly name = 'mailbox';
  s: { boxes: Box[] };
  private readonly index: number;

  private readonly m: Machine;
  private readonly link: PcieLink;
  private readonly wiring: (fn: number) => FunctionWiring;
  private readonly pfDriver: number;
  private readonly interrupt: (fn: number, packet: number) => void;

  /** `pfDriver`: place of the PF's driver; `interrupt`: the PF's vector for other causes reached the host. */
  constructor(
    m: Machine,
    link: PcieLink,
    wiring: (fn: number) => FunctionWiring,
    pfDriver: number,
    functions: number,
    interrupt: (fn: number, packet: number) => void,
  ) {
    this.m = m;
    this.link = link;
    this.wiring = wiring;
    this.pfDriver = pfDriver;
    this.interrupt = interrupt;
    this.s = {
      boxes: Array.from({ length: functions }, () => ({
        message: 0,
        reply: REPLY.none,
        packet: 0,
      })),
    };
    this.index = m.sim.add(this);
  }

  /** The VF's driver has written a message and REQ; the writes leave its CPU now. */
  request(fn: number, message: MailboxMessage, packet: number): void {
    const { m } = this;
    const w = this.wiring(fn);
    const box = this.box(fn);
    box.message = MAILBOX_MESSAGES[message];
    box.reply = REPLY.none;
    box.packet = packet;
    m.tally(w.vm).registers[REG.vfMailbox] = (m.tally(w.vm).registers[REG.vfMailbox] as number) + 1;
    m.fact(FACT.register, w.vm, packet, REG.vfMailbox, box.message, 1);
    m.fact(FACT.mailbox, w.vm, packet, box.message, fn, 0);
    const end = this.link.mmioWrite(w.vm, m.now, WORDS) + m.prices.mmioWriteFlight;
    m.hop(m.now, end, packet, w.vm, STEP.doorbell, w.driverPlace, w.place);
    m.sim.at(end, this.index, E.requested, fn, packet);
  }

  /** The PF's driver has written its answer; the writes leave its CPU now. */
  reply(fn: number, accepted: boolean): void {
    const { m } = this;
    const w = this.wiring(fn);
    const { message, packet } = this.box(fn);
    const end = this.link.mmioWrite(-1, m.now, WORDS) + m.prices.mmioWriteFlight;
    const reply = accepted ? REPLY.ack : REPLY.nack;
    m.fact(FACT.mailbox, w.vm, packet, message, fn, reply);
    const step = accepted ? STEP['mailbox-ack'] : STEP['mailbox-nack'];
    m.hop(m.now, end, packet, w.vm, step, this.pfDriver, w.place);
    m.sim.at(end, this.index, E.replied, fn, reply);
  }

  /** The VF's driver reads VFMAILBOX: one of REPLY. */
  read(fn: number): number {
    return this.box(fn).reply;
  }

  box(fn: number): Box {
    return this.s.boxes[fn] as Box;
  }

  on(kind: number, fn: number, b: number): void {
    switch (kind) {
      case E.requested: {
        const { m } = this;
        const w = this.wiring(fn);
        const end = this.link.write(w.vm, m.now, 4) + m.prices.dmaWrite + m.prices.irte;
        m.hop(m.now, end, b, w.vm, STEP.msix, w.place, m.iommuPlace);
        m.sim.at(end, this.index, E.interrupted, fn, b);
        return;
      }
      case E.interrupted:
        return this.interrupt(fn, b);
      case E.replied:
        this.box(fn).reply = b;
        return;
    }
  }
}
