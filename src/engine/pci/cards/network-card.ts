import type { DeviceProfile } from '../device-profile';
import type { CardParts } from './blueprint';

const ETHERNET_CONTROLLER = 0x02_0000;

/** What the device tables already say of a network card, in the form of its hardware. */
export function fromProfile(device: DeviceProfile, totals: readonly number[]) {
  const { id, vendorId, deviceId, vfDeviceId, pfs, layout, vfBars, supportedPages } = device;
  const vfStride = device.routing[0]?.vfStride ?? 1;
  const common = { id, vendorId, deviceId, vfDeviceId, pfs, layout, vfBars, vfStride, totals };
  return {
    ...common,
    classCode: ETHERNET_CONTROLLER,
    interrupts: true,
    ariPreserved: false,
    supportedPages,
  } satisfies Partial<CardParts>;
}

/** A serial number nobody's card has: the address is a locally administered one. */
export const MADE_UP_MAC = [0x02, 0x00, 0x00, 0x5c, 0x1a, 0x00] as const;
