import { isVdpa } from '../../scenario/function-kinds';
import type { IoPath } from '../io-path';

/** A virtual function for each guest, the switch in the NIC between them and the wire; or another slice of the card. */
export const sriov: IoPath = {
  id: 'sriov',
  needs: 'vf',
  through: null,
  attach(
    { kvm, vfDriver, virtioDriver, vhostVdpa, pollingGuest, plan },
    { tuning, fn, function: kind, channels, driverPlace, vector },
  ) {
    if (isVdpa(kind)) {
      for (const { ch } of channels) {
        vhostVdpa.addChannel(ch, tuning.mappedDoorbell);
        if (tuning.guestPolling) {
          pollingGuest.addChannel(ch, virtioDriver.addPolled(ch, vhostVdpa));
          continue;
        }
        virtioDriver.addChannel(ch, tuning.napi && tuning.napiTx, vhostVdpa);
        kvm.setHandler(ch, 0, (own, packet) => virtioDriver.interruptRx(own, packet));
        kvm.setHandler(ch, 1, (own, packet) => virtioDriver.interruptTx(own, packet));
      }
      return virtioDriver;
    }
    const pf = plan.card.functions[fn]?.kind === 'pf';
    const adaptive = tuning.interruptThrottle === 'adaptive';
    for (const { ch } of channels) {
      if (tuning.guestPolling) {
        pollingGuest.addChannel(ch, vfDriver.addPolled(ch, pf));
        continue;
      }
      vfDriver.addChannel(ch, { pf, napi: tuning.napi, adaptive }, driverPlace);
      kvm.setHandler(ch, vector, (own, packet) => vfDriver.interrupt(own, packet));
    }
    return vfDriver;
  },
};
