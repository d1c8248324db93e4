import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import { setVport } from '../hw/packets';
import type { HostNet } from './host-net';

/** The host's side of one VF in switchdev mode. */
interface Representor {
  /** Guest whose VF it stands for. */
  readonly vm: number;
  readonly place: number;
}

/**
 * An interface of the host for each VF of a PF in switchdev mode (Documentation/networking/representors.rst): what the card
 * has no rule for comes in at the VF's, and what is sent out of it comes in at the VF. They have no queues of their own:
 * frames share the PF's, with the port of the card's switch beside them.
 */
export class Representors {
  private readonly byFn: (Representor | undefined)[] = [];
  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly net: HostNet;
  private readonly pfPlace: number;
  private readonly bridge: number;
  private readonly aIn: number;
  private readonly aOut: number;

  /** `send` posts a frame to the PF's ring. */
  constructor(
    m: Machine,
    cpus: Cpus,
    net: HostNet,
    pfPlace: number,
    send: (packet: number) => void,
  ) {
    this.m = m;
    this.cpus = cpus;
    this.net = net;
    this.pfPlace = pfPlace;
    this.bridge = m.place('bridge');
    this.aIn = cpus.action((_, packet, vm) => net.fromPort(vm, packet));
    this.aOut = cpus.action((_, packet, fn) => {
      const { vm, place } = this.of(fn);
      m.tap(place, vm, packet, 'out');
      setVport(m.s.packets, packet, fn);
      send(packet);
    });
  }

  /** `port`: of the card; `bridged`: it is a port of that port's bridge. */
  add(vm: number, fn: number, port: number, bridged: boolean): void {
    const place = this.m.place('representor', vm);
    this.byFn[fn] = { vm, place };
    this.net.addPort(vm, { place, fn, port, bridged, xmit: (packet) => this.xmit(fn, packet) });
  }

  /** The PF's driver finds a frame of this VF in its ring (mlx5e_handle_rx_cqe_rep). */
  receive(fn: number, packet: number): void {
    const { vm, place } = this.of(fn);
    this.cpus.work(STEP['representor-rx'], this.pfPlace, place, packet, this.aIn, vm);
  }

  private xmit(fn: number, packet: number): void {
    const { place } = this.of(fn);
    this.cpus.work(STEP['representor-xmit'], this.bridge, place, packet);
    this.cpus.work(STEP['pf-xmit'], place, this.pfPlace, packet, this.aOut, fn);
  }

  private of(fn: number): Representor {
    const found = this.byFn[fn];
    if (!found) throw new Error(`representors: function ${String(fn)} has none`);
    return found;
  }
}
