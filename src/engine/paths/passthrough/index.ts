import type { IoPath } from '../io-path';

/** A whole physical function given to one guest: BAR mapped, DMA through the IOMMU. */
export const passthrough: IoPath = {
  id: 'passthrough',
  needs: 'pf',
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
