import { PS_PER_US } from '../../units';
import type { IoPath } from '../io-path';

/** Full virtualization: e1000 in the VMM, every register access traps. */
export const emulated: IoPath = {
  id: 'emulated',
  needs: null,
  through: 'bridge',
  attach({ kvm, vmm, e1000, e1000Irq, e1000Driver }, { vm, tuning, workerCpu }) {
    vmm.addProcess(vm, workerCpu);
    e1000.addGuest(vm);
    e1000Irq.addGuest(vm, tuning.interruptThrottleUs * PS_PER_US);
    e1000Driver.addGuest(vm, tuning.napi);
    kvm.setHandler(vm, 0, (guest, packet) => e1000Driver.interrupt(guest, packet));
    return e1000Driver;
  },
};
