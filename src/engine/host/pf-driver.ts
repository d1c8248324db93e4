import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import type { Nic } from '../hw/nic';
import { takeVport } from '../hw/packets';
import { RING } from '../hw/queue-pair';
import type { Part } from '../kernel/sim';
import type { HostIrqs } from './host-irqs';
import type { Uplink } from './bridge-ports';
import type { HostNet } from './host-net';
import { Representors } from './representors';

interface PfDriverState {
  work: number;
  refill: number;
}

const BUDGET = 64;
/** IXGBE_RX_BUFFER_WRITE */
const BUFFER_WRITE = 16;
const RING_MASK = RING - 1;

/**
 * The host's driver of its physical function (ixgbe_xmit_frame, ixgbe_poll), uplink of the bridge. In switchdev mode its
 * queues carry the representors' frames too.
 */
export class PfDriver implements Part, Uplink {
  readonly name = 'pf-driver';
  s: PfDriverState = { work: 0, refill: 0 };
  readonly place: number;
  readonly representors: Representors;
  private readonly irq: number;
  private readonly bridge: number;
  private readonly aXmit: number;
  private readonly aPoll: number;
  private readonly aCleaned: number;
  private readonly aReceive: number;
  private readonly aUp: number;
  private readonly aRefill: number;
  private readonly aUnmask: number;

  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly nic: Nic;
  private readonly net: HostNet;
  private readonly irqs: HostIrqs;
  private readonly fn: number;
  /** CPU that takes the PF's interrupts. */
  private readonly cpu: number;

  constructor(
    m: Machine,
    cpus: Cpus,
    nic: Nic,
    net: HostNet,
    irqs: HostIrqs,
    fn: number,
    cpu: number,
  ) {
    this.m = m;
    this.cpus = cpus;
    this.nic = nic;
    this.net = net;
    this.irqs = irqs;
    this.fn = fn;
    this.cpu = cpu;
    m.sim.add(this);
    this.place = m.place('pf-driver');
    this.bridge = m.place('bridge');
    this.aXmit = cpus.action((_, packet) => {
      m.tap(this.place, m.vmOf(packet), packet, 'out');
      this.post(packet);
    });
    this.representors = new Representors(m, cpus, net, this.place, (packet) => this.post(packet));
    this.aPoll = cpus.action(() => this.poll());
    this.aCleaned = cpus.action(() => {
      this.nic.queue(this.fn).txClean++;
    });
    this.aReceive = cpus.action(() => this.receiveNext());
    this.aUp = cpus.action((_, packet) => this.net.fromUplink(fn, packet));
    this.aRefill = cpus.action((_, packet) => this.refilled(packet));
    this.aUnmask = cpus.action((_, packet) => this.nic.unmask(this.fn, packet));
    this.irq = irqs.register((_, packet) => {
      cpus.work(STEP['host-irq'], this.place, this.place, packet, this.aPoll);
    });
  }

  on(): void {
    throw new Error('pf-driver: has no events');
  }

  xmit(packet: number): void {
    this.cpus.work(STEP['pf-xmit'], this.bridge, this.place, packet, this.aXmit);
  }

  private post(packet: number): void {
    if (this.nic.txSpace(this.fn) <= 0) {
      this.m.drop(packet, 'ring-full');
      return;
    }
    this.nic.post(this.fn, packet);
    this.nic.ringTx(this.fn, packet);
  }

  /** The PF's MSI-X message arrived: hard interrupt, then NAPI. */
  message(packet: number): void {
    this.irqs.raise(this.cpu, this.irq, 0, packet);
  }

  private poll(): void {
    const q = this.nic.queue(this.fn);
    for (let i = q.txClean; i < q.txDone; i++) {
      this.cpus.work(
        STEP['host-napi-tx'],
        this.place,
        this.place,
        q.tx[i & RING_MASK] as number,
        this.aCleaned,
      );
    }
    this.later(0, this.aReceive);
  }

  private receiveNext(): void {
    const q = this.nic.queue(this.fn);
    const { s } = this;
    const last = q.rxClean > 0 ? (q.rx[(q.rxClean - 1) & RING_MASK] as number) : 0;
    if (q.rxClean < q.rxDone && s.work < BUDGET) {
      const packet = q.rx[q.rxClean & RING_MASK] as number;
      q.rxClean++;
      s.work++;
      s.refill++;
      const from = takeVport(this.m.s.packets, packet);
      if (from !== null && from >= 0) this.representors.receive(from, packet);
      else this.cpus.work(STEP['host-napi-rx'], this.place, this.place, packet, this.aUp);
      if (s.refill >= BUFFER_WRITE) this.mmio(packet, this.aRefill);
      this.later(packet, this.aReceive);
      return;
    }
    const exhausted = s.work >= BUDGET;
    s.work = 0;
    if (s.refill > 0) this.mmio(last, this.aRefill);
    if (exhausted || q.txClean < q.txDone) this.later(0, this.aPoll);
    else this.mmio(last, this.aUnmask);
  }

  private refilled(packet: number): void {
    const { s } = this;
    if (s.refill === 0) return;
    this.nic.ringRx(this.fn, s.refill, packet);
    s.refill = 0;
  }

  private mmio(packet: number, action: number): void {
    this.cpus.work(STEP['host-mmio'], this.place, this.place, packet, action);
  }

  private later(packet: number, action: number): void {
    this.cpus.work(STEP['host-napi-tx'], this.place, this.place, packet, action, 0, 0);
  }
}
