import type { IoPath } from '../io-path';

/** Paravirtualization with the back end in the VMM: shared rings, one notification exit when it sleeps. */
export const virtio: IoPath = {
  id: 'virtio',
  needs: null,
  through: 'bridge',
  attach({ kvm, vmm, virtioBackend, virtioDriver }, { vm, tuning, channels }) {
    // One main loop serves all queue pairs.
    vmm.addProcess(vm, channels[0]?.workerCpu ?? 0);
    for (const { ch } of channels) {
      virtioDriver.addChannel(ch, tuning.napi && tuning.napiTx, virtioBackend);
      virtioBackend.addChannel(ch, tuning.ioeventfd);
      kvm.setHandler(ch, 0, (own, packet) => virtioDriver.interruptRx(own, packet));
      kvm.setHandler(ch, 1, (own, packet) => virtioDriver.interruptTx(own, packet));
    }
    return virtioDriver;
  },
};
