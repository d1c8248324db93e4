import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { buildFabric } from './build';
import type { ConfigSpace } from './config-space';
import { recordedMachine, ridOf } from './testing-machines';

// Transcripts and dumps of QEMU's machines, where they lie beside the project; without them there is nothing to do.
const folder = fileURLToPath(new URL('../../../../shared/reference/linux/', import.meta.url));
const read = (name: string, file: string) => readFileSync(join(folder, name, file), 'utf8');
const names = existsSync(folder)
  ? readdirSync(folder).filter((name) => existsSync(join(folder, name, '00-boot.txt')))
  : [];

// The addresses and bus numbers a kernel said it found, beside what our firmware gave: every boot transcript.

const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, '0')}`;

/** `[mem 0xfe600000-0xfe603fff 64bit]` of the BAR at this offset, as a kernel prints it. */
function barText(config: ConfigSpace, at: number, isRom: boolean): string {
  const old = config.read(at, 4);
  const is64 = !isRom && (old & 7) === 4;
  const isIo = !isRom && (old & 1) === 1;
  const upper = is64 ? config.read(at + 4, 4) : 0;
  config.write(at, 4, 0xfffffffe);
  const ones = config.read(at, 4);
  config.write(at, 4, old);
  const size = 2 ** 32 - (isRom ? ones - (ones % 0x800) : ones - (ones % (isIo ? 4 : 16)));
  const start = upper * 2 ** 32 + old - (old % (isRom ? 0x800 : isIo ? 4 : 16));
  const digits = isIo ? 4 : 8;
  const flags = `${is64 ? ' 64bit' : ''}${isRom || (!isIo && (old & 8) !== 0) ? ' pref' : ''}`;
  return `[${isIo ? 'io  ' : 'mem '}${hex(start, digits)}-${hex(start + size - 1, digits)}${flags}]`;
}

/** A bridge window by its kind; empty where it is closed. */
function windowText(config: ConfigSpace, kind: string): string {
  if (kind === 'io') {
    const base = (config.read(0x1c, 1) & 0xf0) << 8;
    const limit = ((config.read(0x1d, 1) & 0xf0) << 8) | 0xfff;
    return base > limit ? '' : `[io  ${hex(base, 4)}-${hex(limit, 4)}]`;
  }
  const at = kind === 'pref' ? 0x24 : 0x20;
  const upper = (offset: number) => (kind === 'pref' ? config.read(offset, 4) * 2 ** 32 : 0);
  const base = upper(0x28) + (config.read(at, 2) & 0xfff0) * 0x10000;
  const limit = upper(0x2c) + (config.read(at + 2, 2) & 0xfff0) * 0x10000 + 0xfffff;
  const flags = kind === 'pref' ? ' 64bit pref' : '';
  return base > limit ? '' : `[mem ${hex(base, 8)}-${hex(limit, 8)}${flags}]`;
}

describe.skipIf(names.length === 0)('what the firmware leaves to the kernel', () => {
  test.each(names)('%s', (name) => {
    const machine = recordedMachine(read(name, 'command.txt'));
    // With pci=assign-busses the kernel numbers the buses itself.
    if (read(name, 'command.txt').includes('assign-busses')) return;
    const fabric = buildFabric(machine);
    const found: string[] = [];
    const said: string[] = [];
    const lines = read(name, '00-boot.txt').split('\n');
    const assigning = lines.findIndex((l) => /max bus depth|: assigned|can't assign/.test(l));
    for (const line of lines.slice(0, assigning < 0 ? undefined : assigning)) {
      const [, slot, rest = ''] = /pci 0000:(\S+): +(.*)$/.exec(line) ?? [];
      if (slot === undefined) continue;
      const config = fabric.at(ridOf(slot))?.config;
      const say = (ours: string, theirs: string) => {
        found.push(`${slot} ${ours}`);
        said.push(`${slot} ${theirs}`);
      };
      if (config === undefined) {
        say('nobody', rest);
        continue;
      }
      const [, bar, text = ''] = /^(?:BAR (\d)|ROM) (\[.*\])$/.exec(rest) ?? [];
      if (text !== '') {
        const at = bar === undefined ? 0x30 : 0x10 + 4 * Number(bar);
        say(barText(config, at, bar === undefined), text);
      }
      const [, vfBar, vfText = ''] = /^VF BAR (\d) \[mem 0x0+-(\S+ [^\]]*)\]$/.exec(rest) ?? [];
      if (vfBar !== undefined) {
        const at = (config.find('sriov')?.at ?? NaN) + 0x24 + 4 * Number(vfBar);
        say(barText(config, at, false).replace(/^.*-/, '').replace(']', ''), vfText);
      }
      const window = /^bridge window (\[.*\])$/.exec(rest)?.[1];
      if (window !== undefined) {
        const kind = window.includes('[io') ? 'io' : window.includes('pref') ? 'pref' : 'mem';
        say(windowText(config, kind), window);
      }
      const buses = /^PCI bridge to \[bus (\S+)\]$/.exec(rest)?.[1];
      if (buses !== undefined) {
        const [from, to] = [config.read(0x19, 1), config.read(0x1a, 1)];
        const two = (bus: number) => bus.toString(16).padStart(2, '0');
        say(from === to ? two(from) : `${two(from)}-${two(to)}`, buses);
      }
    }
    expect(said.length).toBeGreaterThan(1);
    expect(found).toEqual(said);
  });
});
