import type { Host } from './host';
import type { NetDevice } from './kernel';
import { randomMac } from './mac';

const drawn = new WeakMap<NetDevice, number>();

/**
 * The representors of a PF are exactly these, by name (mlx5e_rep_netdevice, ice_repr_add): made and taken away with the VFs
 * and the mode, each with a random address. MODEL: a unit of the host puts them up, as those of the run's bridge are.
 */
export function setRepresentors(host: Host, pf: NetDevice, names: readonly string[]): void {
  const device = host.net.byName(pf.name)?.device ?? null;
  const driver = `${pf.driver ?? ''}_rep`;
  // Most calls change nothing.
  if (device === null || (names.length === 0 && (drawn.get(pf) ?? 0) === 0)) return;
  drawn.set(pf, names.length);
  const gone = host.net.devices.filter(
    (net) => net.driver === driver && net.device === device && !names.includes(net.name),
  );
  for (const net of gone) host.net.remove(net);
  for (const name of names) {
    if (host.net.byName(name) !== undefined) continue;
    const net = host.net.add(device, {
      driver,
      mac: randomMac(host),
      permanentMac: null,
      maxMtu: 9978,
      txQueues: 1,
      rxQueues: 1,
      qdisc: 'mq',
      parent: { bus: 'pci', name: device.name },
      beside: true,
    });
    host.net.rename(net, name);
    Object.assign(net, { up: true, carrier: true, qdisc: net.upQdisc });
  }
}
