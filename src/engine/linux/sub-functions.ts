import { SysError } from './errno';
import type { Host } from './host';
import type { NetDevice } from './kernel';
import { LEVEL } from './log';
import { randomMac } from './mac';
import { NO_MAC, type HostNetDevice } from './net-table';
import type { PciDevice } from './pci-device';
import { subFunctionNode } from './sysfs/auxiliary';

/** A scalable function that is active: a device on the auxiliary bus, with no function of its own on PCIe. */
export interface SubFunction {
  readonly name: string;
  /** As the administrator numbered it. */
  readonly number: number;
  readonly parent: PciDevice;
  readonly net: HostNetDevice;
  /** Numbers it takes of those mlx5 gives to its devices: of the auxiliary device, and of the core on it. */
  readonly taken: readonly number[];
}

/** mlx5 numbers all of its cores and scalable functions together, each the lowest free one. */
function freeNumbers(host: Host, count: number): readonly number[] {
  const cores = host.sorted().filter(({ driver }) => driver?.name === 'mlx5_core').length;
  const taken = new Set([...host.auxiliary.values()].flatMap((sub) => sub.taken));
  const free: number[] = [];
  for (let n = cores; free.length < count; n++) if (!taken.has(n)) free.push(n);
  return free;
}

/**
 * The device and its interface appear as `mlx5_core.sf` binds. MODEL: with the Ethernet class on, as before 6.5; later kernels
 * wait for `enable_eth` and a reload. Its RDMA and vDPA devices are not on the bus.
 */
export function addSubFunction(host: Host, pf: NetDevice, number: number, given: string): string {
  const parent = host.net.byName(pf.name)?.device ?? null;
  const binding = parent?.bound ?? null;
  if (parent === null || binding === null) throw new SysError('ENODEV');
  const taken = freeNumbers(host, 2);
  const name = `mlx5_core.sf.${taken[0] ?? 0}`;
  const mac = given === NO_MAC ? randomMac(host) : given;
  const net = host.net.add(parent, {
    driver: 'mlx5_core',
    mac,
    permanentMac: given === NO_MAC ? null : mac,
    maxMtu: 9978,
    txQueues: 1,
    rxQueues: 1,
    qdisc: 'mq',
    parent: { bus: 'auxiliary', name },
    beside: true,
  });
  host.log.print(LEVEL.info, `mlx5_core.sf ${name}: firmware version: 22.36.1010`);
  const wanted = `${pf.name.replace(/np\d+$/, '')}s${number}`;
  if (host.platform.predictableNames && host.net.byName(wanted) === undefined)
    host.net.rename(net, wanted);
  const sub = { name, number, parent, net, taken };
  host.auxiliary.set(name, sub);
  binding.entriesByName.set(name, subFunctionNode(host, sub));
  binding.onRemove(() => removeSubFunction(host, name));
  return name;
}

export function removeSubFunction(host: Host, name: string): void {
  const sub = host.auxiliary.get(name);
  if (sub === undefined) return;
  host.auxiliary.delete(name);
  sub.parent.bound?.entriesByName.delete(name);
  host.net.remove(sub.net);
}
