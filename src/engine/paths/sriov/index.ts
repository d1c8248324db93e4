import type { IoPath } from '../io-path';

/** A virtual function for each guest, the switch in the NIC between them and the wire. */
export const sriov: IoPath = {
  id: 'sriov',
  needs: 'vf',
  through: null,
  attach({ kvm, vfDriver, plan }, { vm, tuning, fn }) {
    vfDriver.addGuest(vm, {
      pf: plan.card.functions[fn]?.kind === 'pf',
      napi: tuning.napi,
      adaptive: tuning.interruptThrottle === 'adaptive',
    });
    kvm.setHandler(vm, 0, (guest, packet) => vfDriver.interrupt(guest, packet));
    return vfDriver;
  },
};
