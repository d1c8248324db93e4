import { STEP } from '../../costs/steps';
import type { GuestDriver } from '../../hw/ports';
import type { IoPath } from '../io-path';

/** No guest: a program of the host on a queue pair of the PF. What every other path is measured against. */
export const bareMetal: IoPath = {
  id: 'bare-metal',
  needs: null,
  through: 'host-stack',
  attach({ machine, net, processes, vfDriver, guestNet }, { vm, tuning, channels }) {
    const loopback = { step: STEP.loopback, place: machine.place('host-stack') };
    const bridge = { step: STEP['bridge-xmit'], place: machine.place('bridge') };
    const isLocal = (own: number, to: number) =>
      to >= 0 && to !== machine.guestOf(own) && processes.has(to);
    /** What comes by no queue of the card goes to the thread of its flow. */
    const threadFor = (to: number, packet: number) => {
      const all = machine.channels.of(to);
      return all[machine.flowOf(packet) % all.length] ?? to;
    };
    const driver: GuestDriver = {
      txSpace: (own) => vfDriver.txSpace(own),
      route(own, packet) {
        const to = machine.dstOf(packet);
        if (isLocal(own, to)) return loopback;
        return to >= 0 && net.reaches(to) ? bridge : null;
      },
      flush: (own, packet) => vfDriver.flush(own, packet),
      xmit(own, packet, more) {
        const to = machine.dstOf(packet);
        const local = isLocal(own, to);
        // Up the same stack again, in the sender's context.
        if (local) guestNet.deliver(threadFor(to, packet), packet);
        else if (to >= 0 && net.reaches(to)) net.fromHost(packet);
        else return vfDriver.xmit(own, packet, more);
        if (!more) vfDriver.flush(own, packet);
      },
    };
    net.addLocal(vm, (to, packet) => guestNet.deliver(threadFor(to, packet), packet));
    for (const { ch, cpu, irqCpu } of channels) {
      vfDriver.addChannel(ch, {
        pf: true,
        napi: tuning.napi,
        adaptive: tuning.interruptThrottle === 'adaptive',
      });
      processes.add(ch, {
        cpu,
        irqCpu,
        stopped: (own) => guestNet.room(own) <= 0,
        work: (own) => guestNet.work(own),
        interrupt: (own, packet) => vfDriver.interrupt(own, packet),
      });
    }
    return driver;
  },
};
