import type { IoPath } from '../io-path';

/** A whole physical function given to one guest: BAR mapped, DMA through the IOMMU. */
export const passthrough: IoPath = {
  id: 'passthrough',
  needs: 'pf',
  attach({ kvm, vfDriver }, { vm, tuning }) {
    vfDriver.addGuest(vm, { pf: true, napi: tuning.napi });
    kvm.setHandler(vm, 0, (guest, packet) => vfDriver.interrupt(guest, packet));
    return vfDriver;
  },
};
