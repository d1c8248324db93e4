import { emptyRuleset } from '../engine/netfilter/ruleset';
import { SysError } from '../engine/linux/errno';
import type { Kernel } from '../engine/linux/kernel';
import type { VDir, VFile, VLink, VNode } from '../engine/linux/vfs';
import { byteLength } from './bytes';
import type { PciNames } from './command';

/** An ordinary file. */
export function textFile(initial: string, mode = 0o644): VFile {
  let text = initial;
  return {
    type: 'file',
    mode,
    get size() {
      return byteLength(text);
    },
    read: () => text,
    write: (more, append) => {
      text = append ? text + more : more;
    },
  };
}

/** An ordinary directory: whatever is made in it stays. */
export function directory(entries: Readonly<Record<string, VNode>> = {}): VDir {
  const nodes = new Map(Object.entries(entries));
  return {
    type: 'dir',
    mode: 0o755,
    list: () => [...nodes.keys()],
    get: (name) => nodes.get(name),
    create: (name) => {
      const file = textFile('');
      nodes.set(name, file);
      return file;
    },
    mkdir: (name) => {
      const made = directory();
      nodes.set(name, made);
      return made;
    },
    remove: (name) => void nodes.delete(name),
    link: (name, target) => void nodes.set(name, link(target)),
  };
}

/** A directory like those of sysfs: nothing can be made in it. */
export function fixed(entries: Readonly<Record<string, VNode>>): VDir {
  const nodes = new Map(Object.entries(entries));
  return {
    type: 'dir',
    mode: 0o755,
    list: () => [...nodes.keys()],
    get: (name) => nodes.get(name),
  };
}

export const link = (target: string): VLink => ({ type: 'link', mode: 0o777, target });

/** A file of sysfs. */
export function attribute(
  mode: number,
  read?: () => string,
  write?: (text: string) => void,
): VFile {
  return {
    type: 'file',
    mode,
    size: 4096,
    ...(read === undefined ? {} : { read }),
    ...(write === undefined ? {} : { write }),
  };
}

/** A kernel with a device whose `sriov_numvfs` takes 0 to 8; `writes` is what it was given. */
export function testingHost(home: VDir = directory()): { kernel: Kernel; writes: string[] } {
  let now = 5e9;
  let numVfs = 0;
  const writes: string[] = [];
  const device = fixed({
    vendor: attribute(0o444, () => '0x8086\n'),
    sriov_totalvfs: attribute(0o444, () => '8\n'),
    sriov_numvfs: attribute(
      0o644,
      () => `${String(numVfs)}\n`,
      (text) => {
        writes.push(text);
        const value = /^\d+\n?$/.test(text) ? Number(text) : NaN;
        if (Number.isNaN(value)) throw new SysError('EINVAL');
        if (value > 8) throw new SysError('ERANGE');
        if (numVfs !== 0 && value !== 0 && value !== numVfs) throw new SysError('EBUSY');
        numVfs = value;
      },
    ),
    remove: attribute(0o200, undefined, () => undefined),
    power: fixed({}),
    driver: link('../../../bus/pci/drivers/igb'),
  });
  const root = directory({
    sys: fixed({
      bus: fixed({
        pci: fixed({
          devices: fixed({
            '0000:00:1f.2': link('../../../devices/pci0000:00/0000:00:1f.2'),
            '0000:01:00.0': link('../../../devices/pci0000:00/0000:01:00.0'),
          }),
          drivers: fixed({ igb: fixed({}) }),
        }),
      }),
      devices: fixed({
        'pci0000:00': fixed({
          '0000:00:1f.2': fixed({ vendor: attribute(0o444, () => '0x8086\n') }),
          '0000:01:00.0': device,
        }),
      }),
    }),
    root: home,
    tmp: directory(),
    dev: fixed({
      null: {
        type: 'file',
        mode: 0o666,
        size: 0,
        device: [1, 3],
        read: () => '',
        write: () => undefined,
      },
    }),
  });
  const none = (): never => {
    throw new SysError('ENOSYS');
  };
  const kernel: Kernel = {
    get machine() {
      return none();
    },
    get fabric() {
      return none();
    },
    release: '6.1.0-56-amd64',
    root,
    log: { lines: [], clear: () => undefined, print: () => undefined },
    now: () => now,
    pass: (ns) => {
      now += ns;
    },
    functions: () => [],
    netDevices: [],
    get net() {
      return none();
    },
    loadModule: none,
    unloadModule: none,
    nvme: () => null,
    vfio: { open: () => false, close: () => undefined, count: () => undefined },
    setRepresentors: () => undefined,
    subFunctions: { add: () => '', remove: () => undefined },
    netfilter: { ruleset: emptyRuleset(), callIptables: false },
    watch: () => undefined,
  };
  return { kernel, writes };
}

export const noNames: PciNames = {
  vendor: () => undefined,
  device: () => undefined,
  subsystem: () => undefined,
  className: () => undefined,
  baseClassName: () => undefined,
  progIf: () => undefined,
};
