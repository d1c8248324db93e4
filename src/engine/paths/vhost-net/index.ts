import { PS_PER_US } from '../../units';
import type { IoPath } from '../io-path';

/** Paravirtualization with the back end in the host kernel: the same exits, without the VMM on the way. */
export const vhostNet: IoPath = {
  id: 'vhost-net',
  needs: null,
  through: 'bridge',
  attach({ kvm, vhost, virtioDriver }, { vm, tuning, workerCpu }) {
    virtioDriver.addGuest(vm, tuning.napi && tuning.napiTx, vhost);
    vhost.addGuest(vm, workerCpu, tuning.busyPollUs * PS_PER_US);
    kvm.setHandler(vm, 0, (guest, packet) => virtioDriver.interruptRx(guest, packet));
    kvm.setHandler(vm, 1, (guest, packet) => virtioDriver.interruptTx(guest, packet));
    return virtioDriver;
  },
};
