import type { Kernel, NetDevice } from '../engine/linux/kernel';
import { usualPolicy } from '../engine/paths/card-switch';
import { formatBdf } from '../engine/pci/routing';
import type { NicConfig, PfSwitch, VfPolicy } from '../engine/scenario/scenario';
import { cardState } from './card-state';
import { devlinkState } from './commands/devlink/state';

/** What the scenario says of the switch, to which typed lines add. */
type Said = Pick<NicConfig, 'eswitch' | 'flows' | 'fdb'>;

/**
 * The switch of each PF as its driver was told to set it up (`ip link set DEV vf N …`, `bridge link set … hwmode`, devlink,
 * tc, ethtool, `bridge fdb`); undefined where nobody has changed anything.
 */
export function switchesOf(
  kernel: Kernel,
  pfs: readonly string[],
  said: Said,
): readonly PfSwitch[] | undefined {
  const devices = pfs.map((bdf) =>
    kernel.netDevices.find(({ rid }) => rid !== null && formatBdf(rid, 0) === bdf),
  );
  const switches = devices.map((device): PfSwitch => {
    if (device === undefined) return { mode: 'veb', vfs: [] };
    const eswitch = eswitchOf(kernel, device);
    const { rules, fdb } = cardState(device);
    const guests = fdb.flatMap(guestOf);
    return {
      mode: device.bridgeMode,
      vfs: device.vfs.map((_, vf) => policyOf(device, vf)),
      ...(eswitch === said.eswitch ? {} : { eswitch }),
      ...(rules.length === 0 ? {} : { flows: [...said.flows, ...rules.map(({ rule }) => rule)] }),
      ...(guests.length === 0 ? {} : { fdb: [...said.fdb, ...guests] }),
    };
  });
  const isUsual = switches.every((one, pf) => {
    const usual = JSON.stringify(usualPolicy(devices[pf]?.driver ?? ''));
    const { mode, vfs, ...more } = one;
    // A port without VFs has nothing to forward for them.
    const isPlain = vfs.length === 0 || Object.keys(more).length === 0;
    return mode === 'veb' && isPlain && vfs.every((vf) => JSON.stringify(vf) === usual);
  });
  return isUsual ? undefined : switches;
}

export function eswitchOf(kernel: Kernel, device: NetDevice): NicConfig['eswitch'] {
  return devlinkState(kernel).of(device).isSwitchdev ? 'switchdev' : 'legacy';
}

/** Mode of the first port with VFs; `before` where there is none. */
export function modeNow(
  kernel: Kernel,
  pfs: readonly string[],
  before: NicConfig['eswitch'],
): NicConfig['eswitch'] {
  const port = kernel.netDevices.find(
    ({ rid, vfs }) => rid !== null && vfs.length > 0 && pfs.includes(formatBdf(rid, 0)),
  );
  return port === undefined ? before : eswitchOf(kernel, port);
}

/** The guest whose address it is: `52:54:00:00:00:01` is vm1's. */
function guestOf(mac: string): readonly string[] {
  const digits = /^52:54:00:00:00:([0-9a-f]{2})$/.exec(mac)?.[1];
  return digits === undefined ? [] : [`vm${String(Number.parseInt(digits, 16))}`];
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
