import type { NetDevice } from '../../engine/linux/kernel';
import { saidAddresses } from '../said-rules';
import { cardState } from '../card-state';
import type { Command, CommandContext } from '../command';
import { abbreviates, Arguments } from './ip/arguments';
import { IpFailure } from './ip/failure';
import { linkFlags } from './ip/link-state';

const USAGE = `Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }
       bridge [ -force ] -batch filename
where  OBJECT := { link | fdb | mdb | vlan | monitor }
       OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] |
                    -o[neline] | -t[imestamp] | -n[etns] name |
                    -c[ompressvlans] -color -p[retty] -j[son] }
`;

/** Drivers whose embedded switch can be told how to treat traffic between its VFs. */
const SWITCHING = new Set(['ixgbe', 'i40e', 'ice', 'bnxt_en']);

function set(context: CommandContext, args: Arguments): void {
  let name: string | null = null;
  let hwMode: 'veb' | 'vepa' | null = null;
  for (let word = args.take(); word !== undefined; word = args.take()) {
    if (word === 'dev') name = args.need();
    else if (word === 'hwmode') {
      const mode = args.need();
      if (mode !== 'veb' && mode !== 'vepa') {
        throw new IpFailure(255, 'Mode argument must be "vepa" or "veb".\n');
      }
      hwMode = mode;
    } else args.take();
  }
  if (name === null) throw new IpFailure(255, 'Device is a required argument.\n');
  const device = context.kernel.netDevices.find((other) => other.name === name);
  if (device === undefined) throw new IpFailure(255, `Cannot find bridge device "${name}"\n`);
  if (hwMode === null || !SWITCHING.has(device.driver ?? '')) {
    throw new IpFailure(255, 'RTNETLINK answers: Operation not supported\n');
  }
  device.bridgeMode = hwMode;
}

/** Ports whose driver tells the mode of the card's switch (`ndo_bridge_getlink`); ixgbe and i40e do with VFs only. */
function show(context: CommandContext, name: string | null): void {
  for (const device of context.kernel.netDevices) {
    if (name !== null && device.name !== name) continue;
    if (!SWITCHING.has(device.driver ?? '') || device.vfs.length === 0) continue;
    const flags = linkFlags(device).join(',');
    const mode = device.bridgeMode.toUpperCase();
    context.out(
      `${device.ifindex}: ${device.name}: <${flags}> mtu ${device.mtu} hwmode ${mode} \n`,
    );
  }
}

/** Groups that every interface listens to once it is up: all IPv6 nodes, all IPv4 hosts. */
const GROUPS = ['33:33:00:00:00:01', '01:00:5e:00:00:01'];

/** The addresses that functions take in, and those an administrator has added: `bridge fdb`. */
function fdb(context: CommandContext, verb: string, args: Arguments): void {
  let name: string | null = null;
  let mac: string | null = null;
  let isMaster = false;
  let isSelf = false;
  for (let word = args.take(); word !== undefined; word = args.take()) {
    if (word === 'dev' || word === 'brport') name = args.need();
    else if (word === 'master') isMaster = true;
    else if (word === 'self') isSelf = true;
    else if (word === 'vlan' || word === 'dst') args.need();
    else if (!['permanent', 'static', 'local', 'temp', 'dynamic', 'to'].includes(word)) mac = word;
  }
  const { netDevices } = context.kernel;
  const isShow = abbreviates(verb, 'show') || abbreviates(verb, 'list');
  if (!isShow && (name === null || mac === null))
    throw new IpFailure(255, 'Device and address are required arguments.\n');
  const device = netDevices.find((other) => other.name === name);
  if (name !== null && device === undefined)
    throw new IpFailure(255, `Cannot find device "${name}"\n`);
  if (isShow) {
    for (const one of device === undefined ? netDevices : [device]) {
      if (one.kind === 'loopback') continue;
      const all = new Set([
        ...(one.up ? GROUPS : []),
        ...saidAddresses(context, one),
        ...cardState(one).fdb,
      ]);
      for (const address of all) context.out(`${address} dev ${one.name} self permanent\n`);
    }
    return;
  }
  if (device === undefined || mac === null) return;
  if (!/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(mac))
    throw new IpFailure(255, `Invalid mac address ${mac}\n`);
  // Taps and representors are ports of the lab's bridge, no function of the card is.
  if (isMaster && !isSelf) throw new IpFailure(2, 'RTNETLINK answers: Operation not supported\n');
  const state = cardState(device);
  const address = mac.toLowerCase();
  const isThere = state.fdb.includes(address);
  if (abbreviates(verb, 'add') || abbreviates(verb, 'append') || verb === 'replace') {
    if (isThere && abbreviates(verb, 'add'))
      throw new IpFailure(2, 'RTNETLINK answers: File exists\n');
    if (!isThere) state.fdb.push(address);
  } else if (abbreviates(verb, 'delete')) {
    if (!isThere) throw new IpFailure(2, 'RTNETLINK answers: No such file or directory\n');
    state.fdb = state.fdb.filter((other) => other !== address);
  } else throw new IpFailure(255, `Command "${verb}" is unknown, try "bridge fdb help".\n`);
}

/** What `bridge link` prints of an interface whose card switches by itself. */
function linkLine({ ifindex, name, up, carrier, mtu, bridgeMode }: NetDevice): string {
  const flags = [
    'BROADCAST',
    'MULTICAST',
    ...(up ? ['UP'] : []),
    ...(up && carrier ? ['LOWER_UP'] : []),
  ];
  return `${String(ifindex)}: ${name}: <${flags.join(',')}> mtu ${String(mtu)} hwmode ${bridgeMode.toUpperCase()} \n`;
}

/** `bridge link`: no software bridge holds a port here; the hardware's own mode can be set. */
export const bridge: Command = {
  name: 'bridge',
  run(context) {
    const args = new Arguments(context.args.filter((word) => !word.startsWith('-')));
    try {
      const object = args.take();
      if (object === undefined || abbreviates(object, 'help')) throw new IpFailure(255, USAGE);
      if (!['link', 'fdb', 'mdb', 'vlan'].some((known) => abbreviates(object, known))) {
        throw new IpFailure(255, `Object "${object}" is unknown, try "bridge help".\n`);
      }
      const verb = args.take() ?? 'show';
      if (abbreviates(object, 'fdb')) fdb(context, verb, args);
      if (!abbreviates(object, 'link')) return 0;
      if (abbreviates(verb, 'set') || abbreviates(verb, 'change')) set(context, args);
      else if (args.take() === 'dev') {
        const found = args.peek();
        const device = context.kernel.netDevices.find((other) => other.name === found);
        if (device !== undefined && SWITCHING.has(device.driver ?? '')) {
          context.out(linkLine(device));
          return 0;
        }
        const name = args.need();
        if (!context.kernel.netDevices.some((device) => device.name === name)) {
          throw new IpFailure(255, `Cannot find device "${name}"\n`);
        }
        show(context, name);
      } else show(context, null);
      return 0;
    } catch (error) {
      if (!(error instanceof IpFailure)) throw error;
      context.err(error.message);
      return error.status;
    }
  },
};
