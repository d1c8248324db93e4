import type { IoPath } from '../io-path';

/** A virtual function for each guest, the switch in the NIC between them and the wire. */
export const sriov: IoPath = {
  id: 'sriov',
  needs: 'vf',
  through: null,
  attach({ kvm, vfDriver, pollingGuest, plan }, { tuning, fn, channels, driverPlace, vector }) {
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
