import type { PciNames } from '../shell/command';

/** Until pci.ids has arrived. */
export const NUMBERS: PciNames = {
  vendor: () => undefined,
  device: () => undefined,
  subsystem: () => undefined,
  className: () => undefined,
  progIf: () => undefined,
  baseClassName: () => undefined,
};
