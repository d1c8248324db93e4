import { readQemuText } from '../scenario/qemu-text';
import type { MachineConfig } from './machine';

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
