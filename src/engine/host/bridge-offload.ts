import { STEP } from '../costs/steps';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import { WIRE, type NicFlows } from '../hw/nic-flows';
import { OUTSIDE } from '../hw/packets';
import type { Part } from '../kernel/sim';

interface OffloadState {
  /** By port, then by address + 1: what the card was last told, as port of its switch + 2; 0 = nothing. */
  asked: Int16Array[];
}

const MAX_ADDRESSES = 256;
const MAX_FUNCTIONS = 4096;

/**
 * What the host's bridge learns about ports of the card goes into the card (SWITCHDEV_FDB_ADD_TO_DEVICE,
 * mlx5_esw_bridge_fdb_create). MODEL: there is no ARP, so the first frame between two stations takes the place of request
 * and answer: with it the bridge knows where both are. Entries do not age in a run.
 */
export class BridgeOffload implements Part {
  readonly name = 'bridge-offload';
  s: OffloadState;
  private readonly index: number;
  private readonly aWrite: number;
  private readonly bridge: number;
  private readonly pfDriver: number;
  private readonly m: Machine;
  private readonly cpus: Cpus;
  private readonly flows: NicFlows;
  private readonly placeOf: (port: number) => number;

  /** `placeOf`: the switch of a port of the card. */
  constructor(
    m: Machine,
    cpus: Cpus,
    flows: NicFlows,
    ports: number,
    placeOf: (port: number) => number,
  ) {
    this.m = m;
    this.cpus = cpus;
    this.flows = flows;
    this.placeOf = placeOf;
    this.s = { asked: Array.from({ length: ports }, () => new Int16Array(m.vmCount + 1)) };
    this.index = m.sim.add(this);
    this.bridge = m.place('bridge');
    this.pfDriver = m.place('pf-driver');
    this.aWrite = cpus.action((_, packet, entry) => this.write(packet, entry));
  }

  /** The bridge of a port has forwarded a frame from one port of the card's switch; its work comes after the frame's. */
  seen(port: number, packet: number, from: number, to: number): void {
    this.learn(port, packet, this.m.srcOf(packet), from);
    this.learn(port, packet, this.m.dstOf(packet), to);
  }

  on(_kind: number, entry: number): void {
    const { port, address, at } = unpacked(entry);
    this.flows.setHome(port, address, at);
  }

  private learn(port: number, packet: number, address: number, at: number): void {
    const asked = this.s.asked[port] as Int16Array;
    if (address < OUTSIDE || asked[address + 1] === at + 2) return;
    asked[address + 1] = at + 2;
    const entry = (port * MAX_ADDRESSES + address + 1) * MAX_FUNCTIONS + at - WIRE;
    this.cpus.work(STEP['flow-offload'], this.bridge, this.pfDriver, packet, this.aWrite, entry);
  }

  private write(packet: number, entry: number): void {
    const { m } = this;
    const { port } = unpacked(entry);
    const end = m.now + m.prices.flowActive;
    const vm = m.vmOf(packet);
    m.hop(m.now, end, 0, vm, STEP['flow-write'], this.pfDriver, this.placeOf(port));
    m.sim.at(end, this.index, 0, entry, packet);
  }
}

function unpacked(entry: number) {
  const rest = Math.floor(entry / MAX_FUNCTIONS);
  return {
    port: Math.floor(rest / MAX_ADDRESSES),
    address: (rest % MAX_ADDRESSES) - 1,
    at: (entry % MAX_FUNCTIONS) + WIRE,
  };
}
