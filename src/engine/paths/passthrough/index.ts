import type { IoPath } from '../io-path';

/** A whole physical function given to one guest: BAR mapped, DMA through the IOMMU. */
export const passthrough: IoPath = {
  id: 'passthrough',
  needs: 'pf',
  through: null,
  attach({ kvm, vfDriver, pollingGuest, plan }, { tuning, fn, channels }) {
    const pf = plan.card.functions[fn]?.kind === 'pf';
    const adaptive = tuning.interruptThrottle === 'adaptive';
    for (const { ch } of channels) {
      if (tuning.guestPolling) {
        pollingGuest.addChannel(ch, vfDriver.addPolled(ch, pf));
        continue;
      }
      vfDriver.addChannel(ch, { pf, napi: tuning.napi, adaptive });
      kvm.setHandler(ch, 0, (own, packet) => vfDriver.interrupt(own, packet));
    }
    return vfDriver;
  },
};
