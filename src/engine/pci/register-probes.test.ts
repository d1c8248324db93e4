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

// Registers of a machine written with all ones and read back by setpci, replayed on ours.

/** `04`, `ECAP10+24`, `CAP_EXP+08` as an offset. */
function offsetOf(config: ConfigSpace, name: string): number {
  const [, base, plus = '0'] = /^(?:(ECAP10|CAP_EXP)\+)?([0-9a-f]+)$/.exec(name) ?? [];
  const id = base === 'ECAP10' ? 'sriov' : 'pcie';
  return (base === undefined ? 0 : (config.find(id)?.at ?? NaN)) + parseInt(plus, 16);
}

/** What the kernel had written when the probes began: a bound driver's bits are gone by then. */
function asBooted(config: ConfigSpace): void {
  const sriov = config.find('sriov')?.at ?? NaN;
  config.write(0x04, 2, 0x0103);
  config.write(sriov + 8, 2, 0x10);
  config.write(sriov + 0x24, 4, 0xfe604000);
}

const probes = names.flatMap((name) =>
  readdirSync(join(folder, name))
    .filter((file) => file.startsWith('regprobe-'))
    .map((file) => [name, file] as const),
);

describe.skipIf(probes.length === 0)('register probes', () => {
  test.each(probes)('%s/%s', (name, file) => {
    const fabric = buildFabric(recordedMachine(read(name, 'command.txt')));
    const pf = fabric.at(ridOf('01:00.0'))?.config;
    expect(pf).toBeDefined();
    if (pf === undefined) return;
    asBooted(pf);
    const sriov = pf.find('sriov')?.at ?? NaN;
    const enable = () => {
      pf.write(sriov + 0x10, 2, 2);
      pf.write(sriov + 8, 2, 0x19);
    };
    // The VF's probe goes on where the one before it left.
    if (file.includes('vf')) enable();
    const lines = read(name, file).split('\n');
    const ours: string[] = [];
    const theirs: string[] = [];
    for (const [i, line] of lines.entries()) {
      if (line.startsWith('# echo 2 >')) enable();
      const [, slot = '', register = '', width = '', value] =
        /^# setpci -s (\S+) (\S+)\.([LW])(?:=(\w+))?$/.exec(line) ?? [];
      if (slot === '') continue;
      const config = fabric.at(ridOf(slot))?.config;
      if (config === undefined) throw new Error(`nobody at ${slot}`);
      const bytes = width === 'L' ? 4 : 2;
      const at = offsetOf(config, register);
      if (value !== undefined) config.write(at, bytes, parseInt(value, 16));
      else {
        ours.push(
          `${line} ${config
            .read(at, bytes)
            .toString(16)
            .padStart(2 * bytes, '0')}`,
        );
        theirs.push(`${line} ${lines[i + 1] ?? ''}`);
      }
    }
    expect(theirs.length).toBeGreaterThan(20);
    expect(ours).toEqual(theirs);
  });
});
