import type { NetDevice } from '../../../engine/linux/kernel';
import type { CommandContext } from '../../command';
import { addressesOf, printAddresses } from './addresses';
import { abbreviates, type Arguments } from './arguments';
import { garbage, IpFailure, wrongArgument } from './failure';
import { jsonText, type Json } from './json';
import { linkFlags, operState } from './link-state';
import { Paper, type Looks } from './paper';
import { NO_TRAFFIC, printStatistics, statisticsJson } from './statistics';
import { iplinkUsage } from './usage';
import { printVf, vfJson } from './vf-line';

const BROADCAST = { loopback: '00:00:00:00:00:00', ether: 'ff:ff:ff:ff:ff:ff' } as const;

interface Filter {
  device: NetDevice | null;
  up: boolean;
  /** `type`: only software devices have one, and this host has none. */
  none: boolean;
}

function readFilter(context: CommandContext, args: Arguments): Filter {
  const filter: Filter = { device: null, up: false, none: false };
  let name: string | null = null;
  for (let word = args.take(); word !== undefined; word = args.take()) {
    if (word === 'up') filter.up = true;
    else if (word === 'master' || word === 'vrf') {
      const master = args.need();
      const known = context.kernel.netDevices.some((device) => device.name === master);
      if (!known) throw wrongArgument(master, 'Device does not exist\n');
      filter.none = true;
    } else if (word === 'nomaster') continue;
    else if (word === 'type' || word === 'group' || word === 'scope' || word === 'label') {
      const value = args.need();
      if (word === 'group' && value !== 'default' && value !== '0') {
        throw wrongArgument(value, 'Invalid "group" value\n');
      }
      filter.none ||= word === 'type';
    } else {
      if (word !== 'dev' && abbreviates(word, 'help')) throw iplinkUsage();
      const value = word === 'dev' ? args.need() : word;
      if (name !== null) throw garbage('dev', value);
      name = value;
    }
  }
  if (name !== null) {
    filter.device = context.kernel.netDevices.find((device) => device.name === name) ?? null;
    if (filter.device === null) throw new IpFailure(1, `Device "${name}" does not exist.\n`);
  }
  return filter;
}

function details(device: NetDevice): Readonly<Record<string, string | number>> {
  const loopback = device.kind === 'loopback';
  return {
    addrgenmode: 'eui64',
    numtxqueues: device.txQueues,
    numrxqueues: device.rxQueues,
    gso_max_size: 65536,
    gso_max_segs: 65535,
    tso_max_size: loopback ? 524280 : 65536,
    tso_max_segs: 65535,
    gro_max_size: 65536,
    ...(device.parent === null
      ? {}
      : { parentbus: device.parent.bus, parentdev: device.parent.name }),
  };
}

function printFull(context: CommandContext, paper: Paper, device: NetDevice, link: boolean): void {
  const { looks } = paper;
  const state = operState(device);
  paper.put(`${device.ifindex}: `).put(`${device.name}: `, 'name');
  paper.put(`<${linkFlags(device).join(',')}> mtu ${device.mtu} qdisc ${device.qdisc} state `);
  paper.put(`${state} `, state === 'UP' ? 'up' : state === 'DOWN' ? 'down' : 'plain');
  paper.put(`${link ? 'mode DEFAULT ' : ''}group default qlen 1000`).line();
  paper.put(`    link/${device.kind} `).put(device.mac, 'mac');
  paper.put(' brd ').put(BROADCAST[device.kind], 'mac');
  if (device.permanentMac !== null && device.permanentMac !== device.mac) {
    paper.put(' permaddr ').put(device.permanentMac, 'mac');
  }
  if (looks.details) {
    paper.put(` promiscuity ${Number(device.promisc)}  allmulti ${Number(device.allmulti)} `);
    paper.put(`minmtu ${device.minMtu} maxmtu ${device.maxMtu} `);
    for (const [key, value] of Object.entries(details(device))) paper.put(`${key} ${value} `);
  }
  for (const [index, vf] of link ? device.vfs.entries() : []) {
    paper.line().put('    ');
    printVf(paper, vf, index);
  }
  if (!link) printAddresses(paper, device);
  if (looks.statistics > 0) {
    const counters = context.lab?.counters?.(device.name) ?? NO_TRAFFIC;
    printStatistics(paper, counters, looks.statistics > 1);
  }
  paper.end();
}

function printBrief(paper: Paper, device: NetDevice, link: boolean): void {
  const state = operState(device);
  paper.put(device.name.padEnd(16).concat(' '), 'name');
  paper.put(`${state.padEnd(14)} `, state === 'UP' ? 'up' : state === 'DOWN' ? 'down' : 'plain');
  if (link) paper.put(`${device.mac} `, 'mac').put(`<${linkFlags(device).join(',')}> `);
  else {
    for (const { address, prefix } of addressesOf(device)) paper.put(`${address}/${prefix} `);
  }
  paper.end();
}

function toJson(context: CommandContext, looks: Looks, device: NetDevice, link: boolean): Json {
  const flags = linkFlags(device);
  const addressInfo = addressesOf(device).map(({ family, address, prefix, scope }) => ({
    family,
    local: address,
    prefixlen: prefix,
    scope,
    label: family === 'inet' ? device.name : undefined,
    valid_life_time: 0xffffffff,
    preferred_life_time: 0xffffffff,
  }));
  if (looks.brief) {
    const head = { ifname: device.name, operstate: operState(device) };
    return link
      ? { ...head, address: device.mac, flags }
      : {
          ...head,
          addr_info: addressInfo.map(({ local, prefixlen }) => ({ local, prefixlen })),
        };
  }
  const { parentbus, parentdev, ...rest } = details(device);
  const more = {
    promiscuity: Number(device.promisc),
    allmulti: Number(device.allmulti),
    min_mtu: device.minMtu,
    max_mtu: device.maxMtu,
    inet6_addr_gen_mode: rest['addrgenmode'],
    num_tx_queues: device.txQueues,
    num_rx_queues: device.rxQueues,
    gso_max_size: rest['gso_max_size'],
    gso_max_segs: rest['gso_max_segs'],
    tso_max_size: rest['tso_max_size'],
    tso_max_segs: rest['tso_max_segs'],
    gro_max_size: rest['gro_max_size'],
    parentbus,
    parentdev,
  };
  const vfs = device.vfs.map(vfJson);
  return {
    ifindex: device.ifindex,
    ifname: device.name,
    flags,
    mtu: device.mtu,
    qdisc: device.qdisc,
    operstate: operState(device),
    linkmode: link ? 'DEFAULT' : undefined,
    group: 'default',
    txqlen: 1000,
    link_type: device.kind,
    address: device.mac,
    broadcast: BROADCAST[device.kind],
    ...(looks.details ? more : {}),
    vfinfo_list: link && vfs.length > 0 ? vfs : undefined,
    addr_info: link ? undefined : addressInfo,
    stats64:
      looks.statistics > 0
        ? statisticsJson(context.lab?.counters?.(device.name) ?? NO_TRAFFIC)
        : undefined,
  };
}

/** `ip link show` and `ip address show`. */
export function show(context: CommandContext, args: Arguments, looks: Looks, link: boolean): void {
  const filter = readFilter(context, args);
  const shown = (device: NetDevice): boolean =>
    (filter.device === null || filter.device === device) &&
    (!filter.up || device.up) &&
    !filter.none;
  const devices = context.kernel.netDevices;
  if (looks.json) {
    // Those left out leave an empty object behind, save where one interface was asked for.
    const rows = devices
      .filter((device) => filter.device === null || filter.device === device)
      .map((device) => (shown(device) ? toJson(context, looks, device, link) : {}));
    context.out(jsonText(rows, looks.pretty));
    return;
  }
  const paper = new Paper(looks);
  for (const device of devices.filter(shown)) {
    if (looks.brief) printBrief(paper, device, link);
    else printFull(context, paper, device, link);
  }
  context.out(paper.toString());
}
