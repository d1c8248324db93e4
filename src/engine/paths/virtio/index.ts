import type { IoPath } from '../io-path';

/** Paravirtualization with the back end in the VMM: shared rings, one notification exit when it sleeps. */
export const virtio: IoPath = {
  id: 'virtio',
  needs: null,
  through: 'bridge',
  attach({ kvm, vmm, virtioBackend, virtioDriver }, { vm, tuning, workerCpu }) {
    vmm.addProcess(vm, workerCpu);
    virtioDriver.addGuest(vm, tuning.napi && tuning.napiTx, virtioBackend);
    virtioBackend.addGuest(vm, tuning.ioeventfd);
    kvm.setHandler(vm, 0, (guest, packet) => virtioDriver.interruptRx(guest, packet));
    kvm.setHandler(vm, 1, (guest, packet) => virtioDriver.interruptTx(guest, packet));
    return virtioDriver;
  },
};
