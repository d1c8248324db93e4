import type { Command, CommandContext } from '../command';
import { SysError } from '../../engine/linux/errno';
import { SWITCHDEV_DRIVERS } from '../../engine/pci/switch-abilities';
import { SFS_PER_PF } from '../../engine/pci/instances/kinds';
import type { NetDevice } from '../../engine/linux/kernel';
import { devlinkState, isUsed, SF_INDEX, type SubFunction } from './devlink/state';
import { functionLine, portJson, portLine, portsOf, type Port } from './devlink/ports';
import { jsonText, type Json } from './ip/json';

class Refused extends Error {
  readonly status: number;

  constructor(text: string, status = 1) {
    super(text);
    this.status = status;
  }
}

const USAGE = `Usage: devlink [ OPTIONS ] OBJECT { COMMAND | help }
       devlink [ -f[orce] ] -b[atch] filename -N[etns] netnsname
where  OBJECT := { dev | port | sb | monitor | dpipe | resource | region | health | trap }
       OPTIONS := { -V[ersion] | -n[o-nice-names] | -j[son] | -p[retty] | -v[erbose] -s[tatistics] -[he]x }
`;

/** Drivers that register with devlink, and of them those whose switch can be put in switchdev mode. */
const REGISTERED = new Set(['mlx5_core', 'ice', 'i40e', 'bnxt_en']);
const SWITCHDEV = new Set(SWITCHDEV_DRIVERS);

/** ConnectX-4 and ConnectX-4 Lx: no firmware of theirs makes sub-functions. */
const WITHOUT_SFS = new Set(['0x1013', '0x1015']);

function hasSubFunctions({ fs }: Pick<CommandContext, 'fs'>, { driver, parent }: NetDevice) {
  if (driver !== 'mlx5_core' || parent?.bus !== 'pci') return false;
  return !WITHOUT_SFS.has(fs.readText(`/sys/bus/pci/devices/${parent.name}/device`).trim());
}

/** Its device leaves the auxiliary bus, its interface with it. */
function deactivate({ kernel }: Pick<CommandContext, 'kernel'>, sub: SubFunction): void {
  if (sub.device !== null) kernel.subFunctions.remove(sub.device);
  sub.device = null;
  sub.isActive = false;
}

/** `pci/0000:06:00.0` of each function with such a driver. */
function handles({ kernel }: Pick<CommandContext, 'kernel'>): ReadonlyMap<string, NetDevice> {
  return new Map(
    kernel.netDevices
      .filter(
        ({ driver, parent }) =>
          (parent?.bus === 'pci' || parent?.bus === 'auxiliary') && REGISTERED.has(driver ?? ''),
      )
      .map((device) => [`${device.parent?.bus ?? ''}/${device.parent?.name ?? ''}`, device]),
  );
}

/** A VF or scalable function that the host itself drives has a port of the device's, but no switch. */
function isVf({ fs }: Pick<CommandContext, 'fs'>, device: NetDevice): boolean {
  if (device.parent?.bus === 'auxiliary') return true;
  try {
    fs.stat(`/sys/bus/pci/devices/${device.parent?.name ?? ''}/physfn`, false);
    return true;
  } catch (error) {
    if (error instanceof SysError) return false;
    throw error;
  }
}

const answer = (text: string): Refused => new Refused(`devlink answers: ${text}`);

function needDevice(context: CommandContext, handle: string | undefined): NetDevice {
  if (handle === undefined)
    throw new Refused('Devlink identification ("bus_name/dev_name") expected');
  if (!/^[^/]+\/[^/]+$/.test(handle)) {
    throw new Refused(
      `Wrong identification string format.\nDevlink identification ("bus_name/dev_name") "${handle}" is invalid`,
    );
  }
  const device = handles(context).get(handle);
  if (device === undefined) throw answer('No such device');
  return device;
}

/** Option and value in turn, as `mode switchdev`. */
function pairs(words: readonly string[], known: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let i = 0; i < words.length; i += 2) {
    const key = words[i] ?? '';
    if (!known.includes(key)) throw new Refused(`Unknown option "${key}"`);
    const value = words[i + 1];
    if (value === undefined) throw new Refused('String parameter expected');
    found.set(key, value);
  }
  return found;
}

interface Shape {
  readonly json: boolean;
  readonly pretty: boolean;
}

function dev(context: CommandContext, words: readonly string[], shape: Shape): void {
  const [verb = 'show', ...rest] = words;
  if (verb === 'show' || verb === 'list') {
    const [handle] = rest;
    const shown = handle === undefined ? [...handles(context).keys()] : [handle];
    if (handle !== undefined) needDevice(context, handle);
    if (shape.json) {
      const body = Object.fromEntries(shown.map((name): [string, Json] => [name, {}]));
      context.out(jsonText({ dev: body }, shape.pretty));
    } else context.out(shown.map((name) => `${name}\n`).join(''));
    return;
  }
  if (verb !== 'eswitch') throw new Refused(`Command "${verb}" not found`);
  const [action, handle, ...options] = rest;
  if (action !== 'show' && action !== 'set') {
    throw new Refused(action === undefined ? USAGE.trimEnd() : `Command "${action}" not found`);
  }
  const device = needDevice(context, handle);
  const state = devlinkState(context.kernel).of(device);
  if (action === 'show') {
    if (!SWITCHDEV.has(device.driver ?? '') || isVf(context, device))
      throw answer('Operation not supported');
    const inline = device.driver === 'mlx5_core' ? ' inline-mode none encap-mode basic' : '';
    context.out(`${handle ?? ''}: mode ${state.isSwitchdev ? 'switchdev' : 'legacy'}${inline}\n`);
    return;
  }
  const known = pairs(options, ['mode', 'inline-mode', 'encap-mode', 'encap']);
  const mode = known.get('mode');
  if (mode !== undefined && mode !== 'legacy' && mode !== 'switchdev') {
    throw new Refused(`Unknown eswitch mode "${mode}"`);
  }
  if (known.size === 0) throw new Refused('Need to set at least one option');
  if (!SWITCHDEV.has(device.driver ?? '') || isVf(context, device))
    throw answer('Operation not supported');
  if (mode === undefined) return;
  if (mode === 'legacy')
    for (const sub of state.subFunctions) if (!isUsed(sub)) deactivate(context, sub);
  state.setSwitchdev(mode === 'switchdev');
}

function findPort(context: CommandContext, handle: string | undefined): Port {
  if (handle === undefined)
    throw new Refused(
      'Port identification ("bus_name/dev_name/port_index" or "netdev ifname") expected',
    );
  const all = [...handles(context)].flatMap(([name, device]) =>
    portsOf(context.kernel, name, device, isVf(context, device)),
  );
  const found = all.find((port) => port.handle === handle || port.netdev === handle);
  if (found !== undefined) return found;
  const slashes = handle.split('/').length - 1;
  if (slashes === 0) throw new Refused(`Netdevice "${handle}" not found`);
  if (slashes !== 2) {
    throw new Refused(
      'Wrong port identification string format.\nExpected "bus_name/dev_name/port_index" or "netdev_ifname".',
    );
  }
  throw answer('No such device');
}

function showPorts(context: CommandContext, ports: readonly Port[], shape: Shape): void {
  if (shape.json) {
    const body = Object.fromEntries(
      ports.map((port): [string, Json] => [port.handle, portJson(port)]),
    );
    context.out(jsonText({ port: body }, shape.pretty));
    return;
  }
  context.out(ports.map((port) => portLine(port) + functionLine(port)).join(''));
}

function addPort(context: CommandContext, words: readonly string[], shape: Shape): void {
  const [handle, ...options] = words;
  const device = needDevice(context, handle);
  const known = pairs(options, ['flavour', 'pfnum', 'sfnum', 'controller']);
  const flavour = known.get('flavour');
  if (flavour === undefined) throw new Refused('Port flavour is expected.');
  if (!['physical', 'cpu', 'dsa', 'pcipf', 'pcivf', 'pcisf', 'virtual'].includes(flavour)) {
    throw new Refused(`Error: argument "${flavour}" is wrong: unknown flavour`, 255);
  }
  const number = (key: string): number | null => {
    const text = known.get(key);
    if (text === undefined) return null;
    if (!/^\d+$/.test(text)) throw new Refused(`"${text}" is not a number or not within range`);
    return Number(text);
  };
  const pf = number('pfnum');
  const sf = number('sfnum');
  if (pf === null) throw new Refused('Port PCI PF number is expected.');
  const state = devlinkState(context.kernel).of(device);
  const isPossible = hasSubFunctions(context, device) && state.isSwitchdev && flavour === 'pcisf';
  if (!isPossible) throw answer('Operation not supported');
  if (pf !== state.pfNumber || sf === null) throw answer('Invalid argument');
  if (state.subFunctions.some((other) => other.number === sf)) throw answer('File exists');
  if (state.subFunctions.length >= SFS_PER_PF) throw answer('No space left on device');
  const made = state.add(sf);
  const port = portsOf(context.kernel, handle ?? '', device, false).find(
    ({ index }) => index === made.index,
  );
  if (port !== undefined) showPorts(context, [port], shape);
}

function needSubFunction(context: CommandContext, port: Port): SubFunction {
  const found = devlinkState(context.kernel)
    .of(port.device)
    .subFunctions.find(({ index }) => index === port.index);
  if (found === undefined || port.index < SF_INDEX) throw answer('Operation not supported');
  return found;
}

/** MODEL: what a guest or a program of the run uses stays; a kernel would wait until it is closed, or take it away. */
function needIdle(sub: SubFunction): SubFunction {
  if (isUsed(sub)) throw answer('Device or resource busy');
  return sub;
}

function setFunction(context: CommandContext, words: readonly string[]): void {
  const [handle, ...options] = words;
  const port = findPort(context, handle);
  const known = pairs(options, ['hw_addr', 'state', 'roce', 'migratable', 'trust', 'max_io_eqs']);
  if (known.size === 0) throw answer('Invalid argument');
  const address = known.get('hw_addr');
  const state = known.get('state');
  if (address !== undefined && !/^[0-9a-f]{1,2}(:[0-9a-f]{1,2}){5}$/i.test(address)) {
    throw new Refused(
      `"${address.split(':').find((part) => !/^[0-9a-f]{1,2}$/i.test(part)) ?? address}" is invalid lladdr.`,
    );
  }
  if (state !== undefined && state !== 'active' && state !== 'inactive') {
    throw new Refused(`Error: argument "${state}" is wrong: unknown state`, 255);
  }
  if (port.flavour === 'pcivf' && address !== undefined && state === undefined) {
    context.kernel.net.setVfMac(port.device, port.vf ?? 0, address.toLowerCase());
    return;
  }
  const sub = needSubFunction(context, port);
  if (address !== undefined) sub.address = address.toLowerCase();
  if (state === 'inactive') deactivate(context, needIdle(sub));
  if (state !== 'active' || sub.isActive) return;
  sub.device = context.kernel.subFunctions.add(port.device, sub.number, sub.address);
  sub.isActive = true;
}

function port(context: CommandContext, words: readonly string[], shape: Shape): void {
  const [verb = 'show', ...rest] = words;
  if (verb === 'show' || verb === 'list') {
    const ports =
      rest[0] === undefined
        ? [...handles(context)].flatMap(([name, device]) =>
            portsOf(context.kernel, name, device, isVf(context, device)),
          )
        : [findPort(context, rest[0])];
    showPorts(context, ports, shape);
  } else if (verb === 'add') addPort(context, rest, shape);
  else if (verb === 'del') {
    const found = findPort(context, rest[0]);
    const sub = needIdle(needSubFunction(context, found));
    deactivate(context, sub);
    devlinkState(context.kernel).of(found.device).remove(sub);
  } else if (verb === 'function' && rest[0] === 'set') setFunction(context, rest.slice(1));
  else throw new Refused(`Command "${verb === 'function' ? (rest[0] ?? '') : verb}" not found`);
}

export const devlink: Command = {
  name: 'devlink',
  run(context) {
    const flags = context.args.filter((word) => word.startsWith('-'));
    const [object, ...words] = context.args.filter((word) => !word.startsWith('-'));
    const shape = {
      json: flags.some((flag) => /^-(j|jp|pj|-json)$/.test(flag)),
      pretty: flags.some((flag) => /^-(p|jp|pj|-pretty)$/.test(flag)),
    };
    if (flags.some((flag) => flag === '-V' || flag === '--Version')) {
      context.out('devlink utility, iproute2-6.1.0\n');
      return 0;
    }
    try {
      if (object === undefined || object === 'help') context.err(USAGE);
      else if (object === 'dev') dev(context, words, shape);
      else if (object === 'port') port(context, words, shape);
      else throw new Refused(`Object "${object}" not found`);
      return 0;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      context.err(`${error.message}\n`);
      return error.status;
    }
  },
  complete(words, { kernel }) {
    if (words.length <= 2) return ['dev', 'port'];
    const names = [...handles({ kernel }).keys()];
    if (words.length === 3) {
      return words[1] === 'dev' ? ['show', 'eswitch'] : ['show', 'add', 'del', 'function'];
    }
    return ['show', 'set', 'mode', 'switchdev', 'legacy', 'flavour', 'pcisf', ...names];
  },
};
