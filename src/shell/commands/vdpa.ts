import type { Command, CommandContext } from '../command';
import { SysError } from '../../engine/linux/errno';
import type { Kernel } from '../../engine/linux/kernel';
import { jsonText, type Json } from './ip/json';

// Layouts and messages are those of iproute2 6.1's vdpa.c; features and vendor as shown with the patches that added them.

/** Of the `mlx5_vdpa` driver: 256 data queues and one for control. */
const MAX_VQS = 257;
const MAX_VQ_SIZE = 256;
const FEATURES =
  'CSUM GUEST_CSUM MTU HOST_TSO4 HOST_TSO6 STATUS CTRL_VQ MQ CTRL_MAC_ADDR VERSION_1 ACCESS_PLATFORM';
/** VFs and scalable functions of a ConnectX-6 Dx and later: the driver takes no PFs. */
const CAPABLE_VFS = new Set(['0x101e', '0x1020']);
const CAPABLE_PFS = new Set(['0x101d', '0x101f', '0x1021', '0xa2d6', '0xa2dc']);

class Refused extends Error {}

const answer = (text: string): Refused => new Refused(`kernel answers: ${text}`);

interface VdpaDevice {
  readonly name: string;
  readonly mgmtdev: string;
  /** The interface under it when it was made: with another one it is gone. */
  readonly ifindex: number;
  readonly mac: string;
  readonly mtu: number;
  readonly pairs: number | null;
}

/** Each running kernel's vDPA devices by name. */
const kernels = new WeakMap<Kernel, Map<string, VdpaDevice>>();

function read({ fs }: CommandContext, path: string): string {
  try {
    return fs.readText(path).trim();
  } catch (error) {
    if (error instanceof SysError) return '';
    throw error;
  }
}

/** Handle and ifindex of whatever can make a device. */
function managers(context: CommandContext): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { driver, parent, ifindex } of context.kernel.netDevices) {
    if (driver !== 'mlx5_core' || parent === null) continue;
    const { bus, name } = parent;
    const isCapable =
      bus === 'auxiliary'
        ? CAPABLE_PFS.has(read(context, `/sys/bus/auxiliary/devices/${name}/../device`))
        : CAPABLE_VFS.has(read(context, `/sys/bus/pci/devices/${name}/device`));
    if (isCapable) found.set(`${bus}/${name}`, ifindex);
  }
  return found;
}

/** The devices that are still there: one goes with what carries it. */
function devices(context: CommandContext): Map<string, VdpaDevice> {
  const known = kernels.get(context.kernel) ?? new Map<string, VdpaDevice>();
  kernels.set(context.kernel, known);
  const carriers = managers(context);
  for (const { name, mgmtdev, ifindex } of known.values())
    if (carriers.get(mgmtdev) !== ifindex) known.delete(name);
  return known;
}

interface Shape {
  readonly json: boolean;
  readonly pretty: boolean;
}

function mgmtdev(context: CommandContext, words: readonly string[], shape: Shape): void {
  const [verb, wanted] = words;
  if (verb === undefined || verb === 'help') {
    context.err('Usage: vdpa mgmtdev show [ DEV ]\n');
    return;
  }
  if (verb !== 'show' && verb !== 'list') throw new Refused(`Command "${verb}" not found`);
  const all = [...managers(context).keys()];
  if (wanted !== undefined && !all.includes(wanted)) throw answer('No such device');
  const shown = wanted === undefined ? all : [wanted];
  if (shape.json) {
    const facts: Json = {
      supported_classes: ['net'],
      max_supported_vqs: MAX_VQS,
      dev_features: FEATURES.split(' '),
    };
    const body = Object.fromEntries(shown.map((name): [string, Json] => [name, facts]));
    context.out(jsonText({ mgmtdev: body }, shape.pretty));
    return;
  }
  for (const name of shown) {
    context.out(`${name}: \n  supported_classes net\n  max_supported_vqs ${MAX_VQS}\n`);
    context.out(`  dev_features ${FEATURES}\n`);
  }
}

/** Without `max_vqp` one pair; the control queue is one more. */
const queuesOf = ({ pairs }: VdpaDevice): number => 2 * (pairs ?? 1) + 1;

function number(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > 0xffff) throw new Refused('');
  return Number(text);
}

function add(context: CommandContext, words: readonly string[]): void {
  const given = new Map<string, string>();
  for (let i = 0; i < words.length; i += 2) {
    const key = words[i] ?? '';
    if (!['name', 'mgmtdev', 'mac', 'mtu', 'max_vqp'].includes(key))
      throw new Refused(`Unknown option "${key}"`);
    const value = words[i + 1];
    if (value === undefined) throw new Refused('String parameter expected');
    given.set(key, value);
  }
  const mgmt = given.get('mgmtdev');
  const name = given.get('name');
  if (mgmt === undefined) throw new Refused('management device handle not set.');
  if (name === undefined) throw new Refused('device name is not set.');
  const mac = given.get('mac') ?? '00:00:00:00:00:00';
  if (!/^[0-9a-f]{1,2}(:[0-9a-f]{1,2}){5}$/i.test(mac))
    throw new Refused(`"${mac}" is invalid lladdr.`);
  const mtu = number(given.get('mtu') ?? '1500');
  const pairs = given.has('max_vqp') ? number(given.get('max_vqp') ?? '') : null;
  const known = devices(context);
  const ifindex = managers(context).get(mgmt);
  if (ifindex === undefined) throw answer('No such device');
  if (known.has(name)) throw answer('File exists');
  if ([...known.values()].some((other) => other.mgmtdev === mgmt))
    throw answer('No space left on device');
  if (pairs !== null && (pairs < 1 || pairs > (MAX_VQS - 1) / 2)) throw answer('Invalid argument');
  known.set(name, { name, mgmtdev: mgmt, ifindex, mac: mac.toLowerCase(), mtu, pairs });
}

/** One by its name, or all. */
function chosen(context: CommandContext, name: string | undefined): readonly VdpaDevice[] {
  const known = devices(context);
  if (name === undefined) return [...known.values()];
  const found = known.get(name);
  if (found === undefined) throw answer('No such device');
  return [found];
}

function show(context: CommandContext, name: string | undefined, shape: Shape): void {
  const shown = chosen(context, name);
  const facts = (device: VdpaDevice) => ({
    type: 'network',
    mgmtdev: device.mgmtdev,
    vendor_id: 0x15b3,
    max_vqs: queuesOf(device),
    max_vq_size: MAX_VQ_SIZE,
  });
  if (shape.json) {
    const body = Object.fromEntries(shown.map((d): [string, Json] => [d.name, facts(d)]));
    context.out(jsonText({ dev: body }, shape.pretty));
    return;
  }
  for (const device of shown) {
    const pairs = Object.entries(facts(device)).map(([key, value]) => `${key} ${value}`);
    context.out(`${device.name}: ${pairs.join(' ')}\n`);
  }
}

/** Before a driver of virtio has opened it: no link, and no features agreed on. */
function config(context: CommandContext, name: string | undefined): void {
  for (const { name: shown, mac, mtu, pairs } of chosen(context, name)) {
    const queues = pairs === null ? '' : `max_vq_pairs ${pairs} `;
    const link = isOpen(context, shown) ? 'up' : 'down';
    context.out(`${shown}: mac ${mac} link ${link} link_announce false ${queues}mtu ${mtu} \n`);
    if (link === 'up') context.out(`  negotiated_features ${FEATURES}\n`);
  }
}

/** A guest of the run has it. */
const isOpen = ({ lab }: CommandContext, name: string): boolean =>
  lab?.guests().some(({ vdpa: used }) => used === name) === true;

function dev(context: CommandContext, words: readonly string[], shape: Shape): void {
  const [verb = 'show', ...rest] = words;
  if (verb === 'show' || verb === 'list') show(context, rest[0], shape);
  else if (verb === 'add') add(context, rest);
  else if (verb === 'config' && (rest[0] ?? 'show') === 'show') config(context, rest[1]);
  else if (verb === 'del') {
    if (rest[0] === undefined) throw new Refused('String parameter expected');
    for (const { name } of chosen(context, rest[0])) {
      // MODEL: the kernel would wait until QEMU closes it (vhost_vdpa_remove), and this program with it.
      if (isOpen(context, name)) throw answer('Device or resource busy');
      devices(context).delete(name);
    }
  } else throw new Refused(`Command "${verb}" not found`);
}

const USAGE = `Usage: vdpa [ OPTIONS ] OBJECT { COMMAND | help }
where  OBJECT := { mgmtdev | dev }
       OPTIONS := { -V[ersion] | -n[o-nice-names] | -j[son] | -p[retty] }
`;

export const vdpa: Command = {
  name: 'vdpa',
  run(context) {
    const flags = context.args.filter((word) => word.startsWith('-'));
    const [object, ...words] = context.args.filter((word) => !word.startsWith('-'));
    const shape = {
      json: flags.some((flag) => /^-(j|jp|pj|-json)$/.test(flag)),
      pretty: flags.some((flag) => /^-(p|jp|pj|-pretty)$/.test(flag)),
    };
    if (flags.some((flag) => flag === '-V' || flag === '--Version')) {
      context.out('vdpa utility, iproute2-6.1.0\n');
      return 0;
    }
    try {
      // The kernel's side comes with its module.
      if (read(context, '/sys/module/vdpa/initstate') === '')
        throw new Refused('Failed to connect to vdpa Netlink');
      if (object === undefined || object === 'help') context.err(USAGE);
      else if (object === 'mgmtdev') mgmtdev(context, words, shape);
      else if (object === 'dev') dev(context, words, shape);
      else throw new Refused(`Object "${object}" not found`);
      return 0;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.message !== '') context.err(`${error.message}\n`);
      return 1;
    }
  },
  complete(words) {
    if (words.length <= 2) return ['mgmtdev', 'dev'];
    if (words.length === 3) return words[1] === 'dev' ? ['show', 'add', 'del', 'config'] : ['show'];
    return ['name', 'mgmtdev', 'mac', 'mtu', 'max_vqp'];
  },
};
