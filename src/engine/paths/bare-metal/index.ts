import type { GuestDriver } from '../../hw/ports';
import type { IoPath } from '../io-path';

/** No guest: a program of the host on a queue pair of the PF. What every other path is measured against. */
export const bareMetal: IoPath = {
  id: 'bare-metal',
  needs: null,
  through: 'host-stack',
  attach({ machine, processes, vfDriver, guestNet }, { vm, tuning, cpu, irqCpu }) {
    vfDriver.addGuest(vm, {
      pf: true,
      napi: tuning.napi,
      adaptive: tuning.interruptThrottle === 'adaptive',
    });
    const driver: GuestDriver = {
      txSpace: (own) => vfDriver.txSpace(own),
      xmit(own, packet, more) {
        const to = machine.dstOf(packet);
        if (to >= 0 && to !== own && processes.has(to)) {
          // The loopback device: up the same stack again, in the sender's context.
          guestNet.receive(to, packet);
          if (!more) vfDriver.flush(own, packet);
        } else vfDriver.xmit(own, packet, more);
      },
    };
    processes.add(vm, {
      cpu,
      irqCpu,
      stopped: (own) => guestNet.room(own) <= 0,
      work: (own) => guestNet.work(own),
      interrupt: (own, packet) => vfDriver.interrupt(own, packet),
    });
    return driver;
  },
};
