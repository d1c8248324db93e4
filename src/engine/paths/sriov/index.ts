import type { IoPath } from '../io-path';

/** A virtual function for each guest, the switch in the NIC between them and the wire. */
export const sriov: IoPath = {
  id: 'sriov',
  needs: 'vf',
  through: null,
  attach({ kvm, vfDriver, pollingGuest, plan }, { vm, tuning, fn, driverPlace, vector }) {
    const pf = plan.card.functions[fn]?.kind === 'pf';
    if (tuning.guestPolling) {
      pollingGuest.addGuest(vm, vfDriver.addPolled(vm, pf));
      return vfDriver;
    }
    const adaptive = tuning.interruptThrottle === 'adaptive';
    vfDriver.addGuest(vm, { pf, napi: tuning.napi, adaptive }, driverPlace);
    kvm.setHandler(vm, vector, (guest, packet) => vfDriver.interrupt(guest, packet));
    return vfDriver;
  },
};
