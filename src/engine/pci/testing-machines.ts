import { readQemuText } from '../scenario/qemu-text';
import type { ConfigSpace } from './config-space';
import type { Fabric } from './fabric';
import type { MachineConfig, MachineDevice } from './machine';

/** A machine from the command line it was started with, as transcripts of QEMU's machines note it. */
export function recordedMachine(commandLine: string): MachineConfig {
  const { machine } = readQemuText(commandLine);
  return { ...emptyMachine(), ...machine };
}

export const emptyMachine = (): MachineConfig => ({
  chipset: 'q35',
  kernel: '6.1',
  qemu: '7.2',
  cmdline: '',
  memory: 2 ** 30,
  cpus: 1,
  devices: [],
});

/** `01:1f.0` as a Routing ID. */
export function ridOf(slot: string): number {
  const [, bus = '', device = '', fn = ''] = /^([0-9a-f]+):([0-9a-f]+)\.([0-7])$/.exec(slot) ?? [];
  return (parseInt(bus, 16) << 8) | (parseInt(device, 16) << 3) | Number(fn);
}

/** A device as a description names it. */
export const device = (
  model: string,
  id: string | null,
  bus: string | null,
  addr: string | null,
  props: Readonly<Record<string, string>> = {},
): MachineDevice => ({ model, id, bus, addr, props });

/** A q35 machine with these, as the later release makes it. */
export const machine = (...devices: readonly MachineDevice[]): MachineConfig => ({
  ...emptyMachine(),
  qemu: '10.0',
  devices,
});

export const NVME = {
  subsys: 's0',
  sriov_max_vfs: '8',
  sriov_vq_flexible: '16',
  sriov_vi_flexible: '8',
  max_ioqpairs: '18',
  msix_qsize: '9',
};
export const port = device('pcie-root-port', 'rp1', 'pcie.0', '2.0', { slot: '1' });
export const port2 = device('pcie-root-port', 'rp2', 'pcie.0', '3.0', { slot: '2' });
export const igb = device('igb', null, 'rp1', null);
export const nvme = device('nvme', null, 'rp1', null, NVME);

/** The PF there and where its SR-IOV capability is. */
export function pfOf(fabric: Fabric, slot = '01:00.0'): { config: ConfigSpace; sriov: number } {
  const config = fabric.at(ridOf(slot))?.config;
  const sriov = config?.find('sriov')?.at;
  if (config === undefined || sriov === undefined) throw new Error(`no PF at ${slot}`);
  return { config, sriov };
}

/** Switches this many VFs on. */
export function enable(fabric: Fabric, numVfs: number, slot = '01:00.0'): void {
  const { config, sriov } = pfOf(fabric, slot);
  config.write(sriov + 0x10, 2, numVfs);
  config.write(sriov + 8, 2, 0x9);
}
