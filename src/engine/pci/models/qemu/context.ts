import type { MachineDevice } from '../../machine';
import type { DeviceModel } from '../function-model';
import type { Props } from '../props';
import type { Release } from './parts';

/** Where a device is plugged in, as far as its registers show it. */
export interface Place {
  readonly release: Release;
  /** On a bus that speaks PCI Express, and on the root bus itself. */
  readonly express: boolean;
  readonly root: boolean;
  /** Something is plugged in below (of a port: its slot is populated). */
  readonly populated: boolean;
  /** Counts network cards from 0: QEMU numbers their addresses. */
  readonly nic: number;
}

export type DeviceFactory = (device: MachineDevice, props: Props, place: Place) => DeviceModel;

/** The device's own MAC address, or the one QEMU gives the n-th card. */
export function macOf(props: Props, nic: number): string {
  const given = props.text('mac');
  if (given === null)
    return `52:54:00:12:34:${((0x56 + nic) & 0xff).toString(16).padStart(2, '0')}`;
  if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/iu.test(given)) {
    throw props.error('mac', `'${given}' is no MAC address`);
  }
  return given.toLowerCase();
}
