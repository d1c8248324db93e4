import type { MappedFunction } from '../guest/vf-driver';
import type { Processes } from '../host/processes';
import type { Nic } from '../hw/nic';

/** What each guest's driver sees of the card: the registers and rings of the queue pair that is its own. */
export function mappedFunction(
  nic: Nic,
  fnOf: (vm: number) => number,
  processes: Processes,
): MappedFunction {
  return {
    queue: (vm) => nic.queue(fnOf(vm)),
    txSpace: (vm) => nic.txSpace(fnOf(vm)),
    post: (vm, packet) => nic.post(fnOf(vm), packet),
    ringTx: (vm, packet) => nic.ringTx(fnOf(vm), packet),
    ringRx: (vm, count, packet) => nic.ringRx(fnOf(vm), count, packet),
    setThrottle: (vm, quarters, packet) => nic.setThrottle(fnOf(vm), quarters, packet),
    unmask: (vm, packet) => {
      nic.unmask(fnOf(vm), packet);
      if (processes.has(vm)) processes.cleaned(vm);
    },
  };
}
