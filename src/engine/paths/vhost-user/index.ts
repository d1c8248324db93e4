import { ETHERNET } from '../../hw/super-packet';
import type { IoPath } from '../io-path';

/** Paravirtualization with the back end in a process that polls: no notification exits, a core that is always busy. */
export const vhostUser: IoPath = {
  id: 'vhost-user',
  needs: null,
  through: 'switch-process',
  attach({ kvm, switchProcess, virtioDriver, pollingGuest }, { tuning, channels }) {
    if (switchProcess === null) throw new Error('vhost-user: no switch process');
    const { ports } = switchProcess;
    for (const { ch } of channels) {
      if (tuning.guestPolling) {
        pollingGuest.addChannel(ch, virtioDriver.addPolled(ch, switchProcess));
        ports.add(ch, tuning.mtu + ETHERNET, (own) => kvm.idle.poke(own));
        continue;
      }
      virtioDriver.addChannel(ch, tuning.napi && tuning.napiTx, switchProcess);
      ports.add(ch, tuning.mtu + ETHERNET);
      kvm.setHandler(ch, 0, (own, packet) => virtioDriver.interruptRx(own, packet));
      kvm.setHandler(ch, 1, (own, packet) => virtioDriver.interruptTx(own, packet));
    }
    return virtioDriver;
  },
};
