import type { IoPath } from '../io-path';

/** A virtual function for each guest, the switch in the NIC between them and the wire. */
export const sriov: IoPath = {
  id: 'sriov',
  needs: 'vf',
  through: null,
  attach({ kvm, vfDriver, pollingGuest, plan }, { vm, tuning, fn }) {
    const pf = plan.card.functions[fn]?.kind === 'pf';
    if (tuning.guestPolling) {
      pollingGuest.addGuest(vm, vfDriver.addPolled(vm, pf));
      return vfDriver;
    }
    vfDriver.addGuest(vm, {
      pf,
      napi: tuning.napi,
      adaptive: tuning.interruptThrottle === 'adaptive',
    });
    kvm.setHandler(vm, 0, (guest, packet) => vfDriver.interrupt(guest, packet));
    return vfDriver;
  },
};
