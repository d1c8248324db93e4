import type { MachineConfig, MachineDevice } from '../pci/machine';
import { bootKernel, type BootedKernel } from './boot';
import { SysError } from './errno';
import type { VNode } from './vfs';

/** `model,key=value,…` as QEMU's -device takes it. */
export function device(text: string): MachineDevice {
  const [model = '', ...pairs] = text.split(',');
  const all = Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
  const { id = null, bus = null, addr = null, ...props } = all;
  return { model, id, bus, addr, props };
}

/** A q35 machine with those devices. */
export function machineWith(
  devices: readonly string[],
  rest: Partial<MachineConfig> = {},
): MachineConfig {
  return {
    chipset: 'q35',
    kernel: '6.1',
    qemu: '10.0',
    cmdline: '',
    memory: 2 ** 30,
    cpus: 1,
    ...rest,
    devices: devices.map(device),
  };
}

/** An NVMe controller that can have that many VFs, behind `rp1` unless said otherwise. */
export function nvmeWith(vfs: number, place = 'bus=rp1'): readonly string[] {
  const flexible = `sriov_vq_flexible=${2 * vfs},sriov_vi_flexible=${vfs}`;
  const pools = `max_ioqpairs=${2 * vfs + 2},msix_qsize=${vfs + 1}`;
  return [
    'nvme-subsys,id=s0',
    `nvme,serial=x,subsys=s0,${place},sriov_max_vfs=${vfs},${flexible},${pools}`,
  ];
}

export const ROOT_PORT = 'pcie-root-port,id=rp1,bus=pcie.0,chassis=1,slot=1,addr=2.0';

/** A booted kernel whose files are reached by path; links are followed. */
export class Booted {
  readonly kernel: BootedKernel;

  constructor(machine: MachineConfig) {
    this.kernel = bootKernel(machine, { seed: 1 });
    this.kernel.log.clear();
  }

  node(path: string): VNode | undefined {
    let parts = path.split('/').filter((part) => part !== '');
    for (let hops = 0; hops < 40; hops++) {
      let at: VNode | undefined = this.kernel.root;
      let i = 0;
      for (; i < parts.length && at?.type === 'dir'; i++) {
        at = at.get(parts[i] ?? '');
        if (at?.type === 'link') break;
      }
      if (at?.type !== 'link') return i === parts.length ? at : undefined;
      const whole: string[] = parts.slice(0, i);
      for (const step of at.target.split('/')) {
        if (step === '..') whole.pop();
        else whole.push(step);
      }
      parts = [...whole, ...parts.slice(i + 1)];
    }
    throw new SysError('ELOOP');
  }

  read(path: string): string {
    const node = this.node(path);
    if (node?.type !== 'file') throw new SysError('ENOENT');
    return (node.read?.() ?? '').trimEnd();
  }

  /** The errno of the write, or null when it went well. */
  write(path: string, text: string): string | null {
    const node = this.node(path);
    if (node?.type !== 'file' || node.write === undefined) return 'EACCES';
    try {
      node.write(`${text}\n`, false);
      return null;
    } catch (error) {
      if (error instanceof SysError) return error.errno;
      throw error;
    }
  }

  list(path: string): readonly string[] {
    const node = this.node(path);
    return node?.type === 'dir' ? node.list() : [];
  }

  /** What was logged since the last call. */
  log(): readonly string[] {
    const lines = this.kernel.log.lines.map(({ text }) => text);
    this.kernel.log.clear();
    return lines;
  }
}
