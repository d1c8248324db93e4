import type { Kernel, NetDevice } from '../engine/linux/kernel';
import { usualPolicy } from '../engine/paths/card-switch';
import { formatBdf } from '../engine/pci/routing';
import type { PfSwitch, VfPolicy } from '../engine/scenario/scenario';

/**
 * The switch of each PF as its driver was told to set it up (`ip link set DEV vf N …`, `bridge link set … hwmode`);
 * undefined where nobody has changed anything.
 */
export function switchesOf(
  kernel: Kernel,
  pfs: readonly string[],
): readonly PfSwitch[] | undefined {
  const switches = pfs.map((bdf): PfSwitch => {
    const device = kernel.netDevices.find(({ rid }) => rid !== null && formatBdf(rid, 0) === bdf);
    if (device === undefined) return { mode: 'veb', vfs: [] };
    return { mode: device.bridgeMode, vfs: device.vfs.map((_, vf) => policyOf(device, vf)) };
  });
  const isUsual = pfs.every((bdf, pf) => {
    const device = kernel.netDevices.find(({ rid }) => rid !== null && formatBdf(rid, 0) === bdf);
    const usual = JSON.stringify(usualPolicy(device?.driver ?? ''));
    const { mode, vfs } = switches[pf] ?? { mode: 'veb', vfs: [] };
    return mode === 'veb' && vfs.every((vf) => JSON.stringify(vf) === usual);
  });
  return isUsual ? undefined : switches;
}

function policyOf({ vfs, adminMacs }: NetDevice, vf: number): VfPolicy {
  const settings = vfs[vf];
  if (settings === undefined) throw new RangeError(`there is no VF ${String(vf)}`);
  const { vlan, qos, spoofCheck, trust, linkState, minTxRate, maxTxRate } = settings;
  // What is left of VFs that are gone is not this one's.
  const admin = adminMacs[vf];
  const mac = admin !== undefined && admin !== '' && admin === settings.mac ? admin : null;
  return { mac, vlan, qos, spoofCheck, trust, linkState, minTxRate, maxTxRate };
}
