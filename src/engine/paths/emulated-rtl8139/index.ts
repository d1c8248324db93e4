import type { IoPath } from '../io-path';

/** Full virtualization with the older card: no interrupt mitigation, no coalesced register, an exit for each packet sent. */
export const emulatedRtl8139: IoPath = {
  id: 'emulated-rtl8139',
  needs: null,
  through: 'bridge',
  attach({ kvm, vmm, rtl8139, rtl8139Driver }, { vm, tuning, channels }) {
    vmm.addProcess(vm, channels[0]?.workerCpu ?? 0);
    rtl8139.addGuest(vm);
    rtl8139Driver.addGuest(vm, tuning.napi);
    kvm.setHandler(vm, 0, (guest, packet) => rtl8139Driver.interrupt(guest, packet));
    return rtl8139Driver;
  },
};
