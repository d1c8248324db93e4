import type { MachineConfig, MachineDevice } from '../pci/machine';

/** What stands wrong in the text, and where: a line from 1, what was found, what is allowed. */
export interface QemuFault {
  readonly line: number;
  readonly found: string;
  readonly allowed: string;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type MachineText = Mutable<Partial<Omit<MachineConfig, 'devices'>>> & {
  devices: MachineDevice[];
};

const CHIPSET_OF: Readonly<Record<string, MachineConfig['chipset']>> = {
  q35: 'q35',
  pc: 'i440fx',
  i440fx: 'i440fx',
  server: 'server',
};

/**
 * Reads what of QEMU's command line describes the PCI side of a machine: `-machine -m -smp -append -device`. Other
 * options are passed over with their values. Two lines of prose are understood as well, because notes about a
 * machine often have them: `kernel arguments: …` and `machine q35, …, 1 CPU, 1024 MiB; QEMU emulator version 7.2`.
 */
export function readQemuText(text: string): { machine: MachineText; faults: QemuFault[] } {
  const machine: MachineText = { devices: [] };
  const faults: QemuFault[] = [];
  const lines = text.split(/\r?\n/u);
  for (const [index, line] of lines.entries()) {
    const fault = (found: string, allowed: string) =>
      faults.push({ line: index + 1, found, allowed });
    if (line.startsWith('QEMU said:')) break;
    if (!line.trimStart().startsWith('-')) prose(line, machine, fault);
    else options(wordsOf(line), machine, fault);
  }
  return { machine, faults };
}

const ARGUMENTS = 'kernel arguments:';

type Fault = (found: string, allowed: string) => void;

function prose(line: string, machine: MachineText, fault: Fault): void {
  const parameters = line.startsWith(ARGUMENTS)
    ? line.slice(ARGUMENTS.length).trimStart()
    : undefined;
  // The console and the panic behaviour are the same for every boot of such a machine and left out there.
  if (parameters !== undefined) machine.cmdline = `console=ttyS0 panic=-1 quiet ${parameters}`;
  const kernel = /^kernel (6\.1|6\.12)\b/u.exec(line)?.[1];
  if (kernel !== undefined) machine.kernel = kernel as MachineConfig['kernel'];
  const kind = /^machine ([\w-]+)/u.exec(line)?.[1];
  if (kind === undefined) return;
  setChipset(kind, machine, fault);
  const cpus = /\b(\d{1,3}) CPU/u.exec(line)?.[1];
  if (cpus !== undefined) machine.cpus = Math.max(1, Number(cpus));
  const mebibytes = /\b(\d{1,8}) MiB/u.exec(line)?.[1];
  if (mebibytes !== undefined) machine.memory = Number(mebibytes) * 2 ** 20;
  const release = /QEMU emulator version (\d+)\./u.exec(line)?.[1];
  if (release !== undefined) machine.qemu = Number(release) >= 10 ? '10.0' : '7.2';
}

function options(words: readonly string[], machine: MachineText, fault: Fault): void {
  for (let at = 0; at < words.length; at++) {
    const option = words[at] ?? '';
    if (!option.startsWith('-')) continue;
    const next = words[at + 1];
    const value = next !== undefined && !next.startsWith('-') ? next : undefined;
    if (value !== undefined) at += 1;
    switch (option.replace(/^--?/u, '')) {
      case 'device': {
        const device = value === undefined ? null : deviceOf(value);
        if (device === null) fault(value ?? option, '-device MODEL,PROPERTY=VALUE,…');
        else machine.devices.push(device);
        break;
      }
      case 'machine':
      case 'M':
        setChipset((value ?? '').replace(/^type=/u, '').split(',')[0] ?? '', machine, fault);
        break;
      case 'append':
        machine.cmdline = value ?? '';
        break;
      case 'smp':
        machine.cpus = Math.min(256, Math.max(1, parseInt(value ?? '1', 10) || 1));
        break;
      case 'm': {
        const size = /^(?:size=)?(\d{1,8})([MG]?)/u.exec(value ?? '');
        if (size !== null) machine.memory = Number(size[1]) * 2 ** (size[2] === 'G' ? 30 : 20);
        else fault(value ?? option, '-m MEGABYTES');
        break;
      }
      default:
    }
  }
}

function setChipset(kind: string, machine: MachineText, fault: Fault): void {
  const chipset = CHIPSET_OF[kind.replace(/^pc-(q35|i440fx).*$/u, '$1')];
  if (chipset === undefined) fault(kind, `one of ${Object.keys(CHIPSET_OF).join(', ')}`);
  else machine.chipset = chipset;
}

/** `igb,bus=rp1,addr=0.0`; a comma within a value is doubled. null where there is no model. */
export function deviceOf(text: string): MachineDevice | null {
  const parts = text.split(/,(?!,)(?<!,,)/u).map((part) => part.replaceAll(',,', ','));
  const model = (parts.shift() ?? '').replace(/^driver=/u, '').trim();
  if (!/^[\w.-]+$/u.test(model)) return null;
  const props: Record<string, string> = {};
  for (const part of parts) {
    const [, key = '', value = 'on'] = /^([^=]*)(?:=(.*))?$/su.exec(part.trim()) ?? [];
    if (key !== '') Object.defineProperty(props, key, { value, enumerable: true });
  }
  const { id = null, bus = null, addr = null, ...rest } = props;
  return { model, id, bus, addr, props: rest };
}

/** Words as a POSIX shell splits them, as far as quotes and backslashes go. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  const pattern = /(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|((?:[^\s"'\\]|\\.)+))(\s*)/gu;
  let word = '';
  for (const [, double, single, plain = '', gap] of line.matchAll(pattern)) {
    word += double?.replaceAll(/\\(.)/gu, '$1') ?? single ?? plain.replaceAll(/\\(.)/gu, '$1');
    if (gap === '') continue;
    words.push(word);
    word = '';
  }
  if (word !== '') words.push(word);
  return words;
}
