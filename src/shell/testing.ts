import { emptyRuleset } from '../engine/netfilter/ruleset';
import type {
  Kernel,
  KernelLog,
  LogLine,
  NetDevice,
  NetOps,
  VfSettings,
} from '../engine/linux/kernel';
import type { MachineConfig } from '../engine/pci/machine';
import { SysError } from '../engine/linux/errno';
import type { Command, CommandContext, FileSystem, LabAccess } from './command';

class TestLog implements KernelLog {
  lines: LogLine[] = [];

  clear(): void {
    this.lines = [];
  }

  print(level: number, text: string): void {
    this.lines.push({ at: 1_500_000 * (this.lines.length + 1), level, text });
  }
}

const lo: NetDevice = {
  name: 'lo',
  ifindex: 1,
  rid: null,
  driver: null,
  mac: '00:00:00:00:00:00',
  mtu: 65536,
  up: false,
  vfs: [],
  bridgeMode: 'veb',
  adminMacs: [],
  kind: 'loopback',
  permanentMac: null,
  carrier: true,
  promisc: false,
  allmulti: false,
  qdisc: 'noop',
  minMtu: 0,
  maxMtu: 0,
  txQueues: 1,
  rxQueues: 1,
  parent: null,
};

function port(
  name: string,
  ifindex: number,
  driver: string,
  bdf: string,
  mac: string,
  queues: number,
): NetDevice {
  return {
    ...lo,
    name,
    ifindex,
    driver,
    mac,
    mtu: 1500,
    kind: 'ether',
    minMtu: 68,
    maxMtu: 9216,
    txQueues: queues,
    rxQueues: queues,
    parent: { bus: 'pci', name: bdf },
  };
}

/** Takes every change; the drivers' own rules are the kernel's and tested there. */
function obedient(devices: readonly NetDevice[]): NetOps {
  const vf = (device: NetDevice, index: number): VfSettings => {
    const settings = device.vfs[index];
    if (settings === undefined) throw new SysError(device.vfs.length > 0 ? 'EINVAL' : 'EOPNOTSUPP');
    return settings;
  };
  return {
    setUp(device, up) {
      device.up = up;
      if (up) device.qdisc = device.txQueues > 1 ? 'mq' : 'fq_codel';
    },
    setMtu: (device, mtu) => void (device.mtu = mtu),
    setAddress: (device, mac) => void (device.mac = mac),
    rename(device, name) {
      if (devices.some((other) => other.name === name)) throw new SysError('EEXIST');
      device.name = name;
    },
    setPromisc: (device, on) => void (device.promisc = on),
    setAllmulti: (device, on) => void (device.allmulti = on),
    setVfMac: (device, index, mac) => void (vf(device, index).mac = mac),
    setVfVlan: (device, index, vlan, qos, protocol) =>
      void Object.assign(vf(device, index), { vlan, qos, protocol }),
    setVfRate: (device, index, minTxRate, maxTxRate) =>
      void Object.assign(vf(device, index), { minTxRate, maxTxRate }),
    setVfSpoofCheck: (device, index, on) => void (vf(device, index).spoofCheck = on),
    setVfTrust: (device, index, on) => void (vf(device, index).trust = on),
    setVfLinkState: (device, index, state) => void (vf(device, index).linkState = state),
    setVfQueryRss: (device, index, on) => void (vf(device, index).queryRss = on),
    setVfGuid() {
      throw new SysError('EOPNOTSUPP');
    },
  };
}

const freshVf: VfSettings = {
  mac: '00:00:00:00:00:00',
  vlan: 0,
  qos: 0,
  spoofCheck: true,
  trust: false,
  linkState: 'auto',
  minTxRate: 0,
  maxTxRate: 0,
  protocol: '802.1Q',
  queryRss: null,
};

/** A host with one 82576 port with three VFs, and nothing of a kernel but what the commands ask it. */
export function testKernel(driver = 'igb', vfDriver = 'igbvf'): Kernel {
  const log = new TestLog();
  const pf = port('eth0', 2, driver, '0000:01:00.0', '52:54:00:12:34:56', 8);
  pf.carrier = true;
  pf.vfs = [0, 1, 2].map(() => ({ ...freshVf }));
  const vfs = [0, 1, 2].map((n) =>
    port(`eth${n + 1}`, 13 + n, vfDriver, `0000:01:10.${2 * n}`, `7e:08:f4:73:eb:a${n}`, 1),
  );
  const devices = [{ ...lo }, pf, ...vfs];
  const net = obedient(devices);
  const machine: MachineConfig = {
    chipset: 'q35',
    kernel: '6.1',
    cmdline: '',
    qemu: '7.2',
    devices: [],
    memory: 2 ** 30,
    cpus: 1,
  };
  const kernel: Omit<Kernel, 'fabric' | 'root'> = {
    machine,
    release: '6.1.0-56-amd64',
    log,
    netDevices: devices,
    net,
    now: () => 90_000_000_000,
    pass: () => undefined,
    functions: () => [],
    nvme: () => null,
    vfio: { open: () => false, close: () => undefined, count: () => undefined },
    setRepresentors: () => undefined,
    subFunctions: { add: () => '', remove: () => undefined },
    netfilter: { ruleset: emptyRuleset(), callIptables: false },
    watch: () => undefined,
    loadModule(name) {
      if (name !== 'igb') throw new SysError('ENOENT');
    },
    unloadModule(name) {
      throw new SysError(name === 'igb' ? 'EAGAIN' : 'ENOENT');
    },
  };
  return kernel as Kernel;
}

export interface Answer {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

/** Runs one command line without a shell: words are split at blanks. */
export function ask(
  command: Command,
  line: string,
  kernel: Kernel,
  more: Partial<CommandContext> = {},
): Answer {
  const [name = '', ...args] = line.split(' ').filter((word) => word !== '');
  let out = '';
  let err = '';
  const status = command.run({
    name,
    args,
    hostname: 'sriov-lab',
    stdin: '',
    kernel,
    fs: {} as FileSystem,
    names: {
      vendor: () => undefined,
      device: () => undefined,
      subsystem: () => undefined,
      className: () => undefined,
      baseClassName: () => undefined,
      progIf: () => undefined,
    },
    lab: null as LabAccess | null,
    env: new Map(),
    flavour: 'bash',
    columns: null,
    spend: () => undefined,
    run: () => 127,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    ...more,
  });
  return { out, err, status };
}
