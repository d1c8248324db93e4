import type { DeviceProfile } from './device-profile';
import { complete } from './device-rows';
import { INTEL_ROWS } from './devices-intel';
import { OTHER_ROWS } from './devices-other';

/** Every network device the lab can simulate, in the order a picker shows them. */
export const DEVICES: readonly DeviceProfile[] = [...INTEL_ROWS, ...OTHER_ROWS].map(complete);

/** Network devices that are known by name but not by enough facts, and what is missing. */
export const DEVICES_WITHOUT_FACTS: Readonly<Record<string, readonly string[]>> = {
  'nvidia-connectx6dx': ['totalVfsPerPf'],
  'broadcom-bcm57414': ['totalVfsPerPf', 'routing', 'vfBars'],
  // Inside a system on chip: no PCIe link, VF BARs by Enhanced Allocation.
  'cavium-thunderx': ['pcieGen', 'pcieLanes', 'vfBars'],
};

/** The profile with this id, or undefined when the lab does not know it. */
export function deviceById(id: string): DeviceProfile | undefined {
  return DEVICES.find((d) => d.id === id);
}
