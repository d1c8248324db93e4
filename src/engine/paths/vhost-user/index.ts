import { ETHERNET } from '../../hw/super-packet';
import type { IoPath } from '../io-path';

/** Paravirtualization with the back end in a process that polls: no notification exits, a core that is always busy. */
export const vhostUser: IoPath = {
  id: 'vhost-user',
  needs: null,
  through: 'switch-process',
  attach({ kvm, switchProcess, virtioDriver, pollingGuest }, { vm, tuning }) {
    if (switchProcess === null) throw new Error('vhost-user: no switch process');
    if (tuning.guestPolling) {
      pollingGuest.addGuest(vm, virtioDriver.addPolled(vm, switchProcess));
      switchProcess.addGuest(vm, tuning.mtu + ETHERNET, (guest) => kvm.idle.poke(guest));
      return virtioDriver;
    }
    virtioDriver.addGuest(vm, tuning.napi && tuning.napiTx, switchProcess);
    switchProcess.addGuest(vm, tuning.mtu + ETHERNET);
    kvm.setHandler(vm, 0, (guest, packet) => virtioDriver.interruptRx(guest, packet));
    kvm.setHandler(vm, 1, (guest, packet) => virtioDriver.interruptTx(guest, packet));
    return virtioDriver;
  },
};
