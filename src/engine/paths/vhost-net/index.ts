import { PS_PER_US } from '../../units';
import type { IoPath } from '../io-path';

/** Paravirtualization with the back end in the host kernel: the same exits, without the VMM on the way. */
export const vhostNet: IoPath = {
  id: 'vhost-net',
  needs: null,
  through: 'bridge',
  attach({ kvm, vhost, virtioDriver }, { tuning, channels }) {
    for (const { ch, workerCpu } of channels) {
      virtioDriver.addChannel(ch, tuning.napi && tuning.napiTx, vhost);
      vhost.addChannel(ch, workerCpu, tuning.busyPollUs * PS_PER_US);
      kvm.setHandler(ch, 0, (own, packet) => virtioDriver.interruptRx(own, packet));
      kvm.setHandler(ch, 1, (own, packet) => virtioDriver.interruptTx(own, packet));
    }
    return virtioDriver;
  },
};
