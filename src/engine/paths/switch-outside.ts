import type { Workload } from '../guest/workload';
import type { Machine } from '../hw/machine';
import type { Nic } from '../hw/nic';
import { ANNOUNCE, NOBODY, OUTSIDE } from '../hw/packets';
import type { Plan } from './plan';

/** What the switch outside reaches. */
interface Around {
  readonly machine: Machine;
  readonly nic: Nic;
  readonly workload: () => Workload;
  /** A guest that was moved has said where it is. */
  readonly announced: (vm: number) => void;
}

/**
 * The switch that the card's ports are plugged into: to the other machine, or to the port behind which a guest is. Out
 * of the port where a frame came in only with reflective relay, which a station in VEPA mode asks for (EVB, IEEE 802.1Qbg).
 */
export function switchOutside(
  { machine, nic, workload, announced }: Around,
  { vms }: Plan,
  portOf: (vm: number) => number,
  hasRelay: boolean,
  peers: readonly number[],
): (port: number, packet: number) => void {
  return (port, packet) => {
    const dst = machine.dstOf(packet);
    if (machine.flagsOf(packet) & ANNOUNCE) announced(machine.srcOf(packet));
    const reflects = hasRelay && nic.ports.switch.wiring(port).mode === 'vepa';
    if (dst < 0) {
      if (reflects && dst !== OUTSIDE)
        nic.ports.arrive(port, machine.replica(packet, dst, peers[port] as number));
      if (dst === NOBODY) machine.drop(packet, 'no-receiver');
      else workload().reached(packet);
      return;
    }
    const guest = vms[dst];
    if (guest?.withoutDevice !== false) machine.drop(packet, 'no-receiver');
    else if (portOf(dst) !== port || reflects) nic.ports.arrive(portOf(dst), packet);
    else machine.drop(packet, 'no-hairpin');
  };
}
