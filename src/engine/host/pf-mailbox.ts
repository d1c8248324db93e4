import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Mailbox } from '../hw/mailbox';
import type { NicSwitch } from '../hw/nic-switch';
import { answer, MAILBOX_MESSAGES, type Asker, type MailboxMessage } from '../hw/vf-mailbox';
import type { Part } from '../kernel/sim';
import type { HostIrqs } from './host-irqs';
import type { PfWatch } from './pf-watch';

/** A VF that may ask. */
export interface AskingVf extends Asker {
  readonly port: number;
  /** Guest whose address it gets. */
  readonly vm: number;
}

const NAMES = Object.keys(MAILBOX_MESSAGES) as MailboxMessage[];

/** The PF driver's side of the mailboxes (ixgbe_msg_task, ixgbe_rcv_msg_from_vf): it decides, and writes the switch's registers. */
export class PfMailbox implements Part {
  readonly name = 'pf-mailbox';
  s = {};
  readonly place: number;
  private readonly irq: number;
  private readonly aAnswer: number;

  private readonly irqs: HostIrqs;
  private readonly nicSwitch: NicSwitch;
  private readonly mailbox: () => Mailbox;
  private readonly asking: (fn: number) => AskingVf;
  private readonly cpu: number;
  private readonly watch: PfWatch;

  /** `cpu` takes the PF's interrupts. */
  constructor(
    m: Machine,
    cpus: Cpus,
    irqs: HostIrqs,
    nicSwitch: NicSwitch,
    mailbox: () => Mailbox,
    asking: (fn: number) => AskingVf,
    cpu: number,
    watch: PfWatch,
  ) {
    this.irqs = irqs;
    this.nicSwitch = nicSwitch;
    this.mailbox = mailbox;
    this.asking = asking;
    this.cpu = cpu;
    this.watch = watch;
    m.sim.add(this);
    const place = m.place('pf-driver');
    this.place = place;
    this.aAnswer = cpus.action((_, __, fn) => this.answer(fn));
    this.irq = irqs.register((fn, packet) => {
      cpus.work(STEP['host-irq'], place, place, packet);
      cpus.work(STEP['pf-mailbox'], place, place, packet, this.aAnswer, fn);
    });
  }

  on(): void {
    throw new Error('pf-mailbox: has no events');
  }

  interrupt(fn: number, packet: number): void {
    this.irqs.raise(this.cpu, this.irq, fn, packet);
  }

  private answer(fn: number): void {
    const vf = this.asking(fn);
    const box = this.mailbox().box(fn);
    const message = NAMES.find((name) => MAILBOX_MESSAGES[name] === box.message) ?? 'reset';
    const refusal = answer(this.nicSwitch.pool(fn), message, vf);
    if (refusal === 'mac' || refusal === 'vlan') this.watch.refused(fn, refusal);
    const hasAddress = refusal === null && (message === 'reset' || message === 'set-mac');
    if (hasAddress) this.nicSwitch.setAddress(vf.port, fn, vf.vm);
    this.mailbox().reply(fn, refusal === null);
  }
}
