import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { PciIds } from './ids';
import { printDump } from './testing';
import type { Printed } from './testing';

// The judge: lspci itself, of the version we follow, on dumps of real and emulated machines.
const VERSION = 'lspci version 3.9.0';
const asked = spawnSync('lspci', ['--version'], { encoding: 'utf8' });
const installed = asked.status === 0 && asked.stdout.trim() === VERSION;
const IDS_FILE = fileURLToPath(new URL('./pci.ids', import.meta.url));
const ids = new PciIds(readFileSync(IDS_FILE, 'utf8'));
const shared = fileURLToPath(new URL('../../../../shared/', import.meta.url));

function theirs(file: string, args: readonly string[]): Printed {
  const { stdout, stderr, status } = spawnSync('lspci', ['-i', IDS_FILE, '-F', file, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  // It looks for kernel modules although a dump has none.
  const err = stderr.replace(/^lspci: Unable to load libkmod.*\n/gm, '');
  return { out: stdout, err, status: status ?? -1 };
}

/** The views that show most; the others on a few dumps are enough. */
const MAIN = ['-vvv', '-t', '-nn'];
const VIEWS = [
  '',
  '-n',
  '-nn',
  '-D',
  '-k',
  '-v',
  '-vv',
  '-vvv',
  '-vvb',
  '-x',
  '-xxx',
  '-xxxx',
  '-vvvxxxx',
  '-t',
  '-tv',
  '-tnnv',
  '-m',
  '-mm',
  '-vmm',
  '-P',
  '-PP',
  '-s 01:',
  '-s .1',
  '-vvv -s 1f.2',
  '-t -s 00:02',
  '-d 8086:',
  '-d ::0604',
  '-tv -d 8086:',
];

function filesBelow(folder: string, wanted: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => wanted.test(name))
    .map((name) => join(folder, name));
}

const samples = filesBelow(join(shared, 'samples/lspci'), /^[^.]+$/);
const references = filesBelow(join(shared, 'reference/linux'), /lspci-xxxx\.txt$/);
const dumps: [string, readonly string[]][] = [
  ...samples.map((file): [string, readonly string[]] => [file, VIEWS]),
  ...references.map((file, i): [string, readonly string[]] => [file, i % 12 === 0 ? VIEWS : MAIN]),
];

describe.skipIf(!installed || dumps.length === 0)(
  'dumps of machines (skipped without lspci 3.9.0 or the dumps)',
  () => {
    test.each(dumps)('%s', { timeout: 60_000 }, (file, views) => {
      const text = readFileSync(file, 'utf8');
      for (const view of views) {
        const args = view.split(' ').filter((word) => word !== '');
        expect({ view, ...printDump(ids, text, args) }).toEqual({ view, ...theirs(file, args) });
      }
    });
  },
);
