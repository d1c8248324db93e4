import type { IoPath } from '../io-path';

/** A virtual function for each guest, the switch in the NIC between them and the wire. */
export const sriov: IoPath = {
  id: 'sriov',
  needs: 'vf',
  attach({ kvm, vfDriver }, { vm, tuning }) {
    vfDriver.addGuest(vm, { pf: false, napi: tuning.napi });
    kvm.setHandler(vm, 0, (guest, packet) => vfDriver.interrupt(guest, packet));
    return vfDriver;
  },
};
