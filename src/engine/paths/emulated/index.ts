import { startThrottle } from '../throttle';
import type { IoPath } from '../io-path';

/** Full virtualization: e1000 in the VMM, every register access traps. */
export const emulated: IoPath = {
  id: 'emulated',
  needs: null,
  through: 'bridge',
  attach({ kvm, vmm, e1000, e1000Irq, e1000Driver }, { vm, tuning, channels }) {
    vmm.addProcess(vm, channels[0]?.workerCpu ?? 0);
    e1000.addGuest(vm);
    const adaptive = tuning.interruptThrottle === 'adaptive';
    e1000Irq.setThrottle(vm, startThrottle(tuning));
    e1000Driver.addGuest(vm, tuning.napi, adaptive);
    kvm.setHandler(vm, 0, (guest, packet) => e1000Driver.interrupt(guest, packet));
    return e1000Driver;
  },
};
