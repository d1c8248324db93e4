import type { MappedFunction } from '../guest/vf-driver';
import type { Processes } from '../host/processes';
import type { Nic } from '../hw/nic';

/** What a guest's driver sees of the card for each of its channels: registers and rings of the queue pair that is its own. */
export function mappedFunction(
  nic: Nic,
  fnOf: (ch: number) => number,
  processes: Processes,
): MappedFunction {
  return {
    queue: (ch) => nic.queue(fnOf(ch)),
    txSpace: (ch) => nic.txSpace(fnOf(ch)),
    post: (ch, packet) => nic.post(fnOf(ch), packet),
    ringTx: (ch, packet) => nic.ringTx(fnOf(ch), packet),
    ringRx: (ch, count, packet) => nic.ringRx(fnOf(ch), count, packet),
    setThrottle: (ch, quarters, packet) => nic.setThrottle(fnOf(ch), quarters, packet),
    unmask: (ch, packet) => {
      nic.unmask(fnOf(ch), packet);
      if (processes.has(ch)) processes.cleaned(ch);
    },
  };
}
