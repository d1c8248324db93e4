import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { SeenFunction } from '../../engine/linux/pci-view';
import { PciIds } from './ids';
import { readDump } from './read-dump';
import { readDumpStrictly } from './strict-dump';
import { printDump } from './testing';
import { writeDump } from './write-dump';

const idsFile = fileURLToPath(new URL('./pci.ids', import.meta.url));
const ids = new PciIds(readFileSync(idsFile, 'utf8'));
const shared = fileURLToPath(new URL('../../../../shared/', import.meta.url));
const asked = spawnSync('lspci', ['--version'], { encoding: 'utf8' });
const installed = asked.stdout === 'lspci version 3.9.0\n';
const temp = mkdtempSync(join(tmpdir(), 'sriov-lab-dump-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const rows = (bytes: Uint8Array) =>
  Array.from({ length: bytes.length / 16 }, (_, i) => {
    const row = [...bytes.subarray(16 * i, 16 * i + 16)].map((b) =>
      b.toString(16).padStart(2, '0'),
    );
    return `${(16 * i).toString(16).padStart(2, '0')}: ${row.join(' ')}\n`;
  }).join('');

/** A function with a serial number and an SR-IOV capability. */
function physicalFunction(): Uint8Array {
  const bytes = new Uint8Array(4096);
  bytes.set([0x86, 0x80, 0xc9, 0x10, 6, 4, 0x10, 0, 1, 0, 0, 2]);
  bytes[0x34] = 0xa0;
  bytes.set([0x10, 0, 2, 0], 0xa0);
  bytes.set([3, 0, 1, 0x16], 0x100);
  bytes.set([1, 2, 3, 4, 5, 6, 7, 8], 0x104);
  bytes.set([0x10, 0, 1, 0], 0x160);
  return bytes;
}
const card = physicalFunction();
const codes = (text: string) => readDump(text).issues.map(({ code }) => code);

describe('a dump', () => {
  const head = '01:00.0 Ethernet controller: Intel Corporation 82576 (rev 01)\n';

  test('is read with and without what -vvv says beside the bytes', () => {
    const notes =
      '\tPhysical Slot: 4-1\n\tInterrupt: pin A routed to IRQ 22\n\tNUMA node: 1\n\tIOMMU group: 13\n' +
      '\tRegion 0: Memory at fe600000 (32-bit, non-prefetchable) [size=128K]\n' +
      '\tRegion 3: Memory at 2000000000 (64-bit, prefetchable) [virtual] [size=16K]\n' +
      '\tRegion 2: I/O ports at c000 [disabled] [size=32]\n' +
      '\tKernel driver in use: igb\n\tKernel modules: igb, other\n';
    const { functions, issues } = readDump(head + notes + rows(card));
    expect(issues).toEqual([]);
    const [only] = functions;
    expect(only?.seen).toEqual({
      domain: 0,
      bus: 1,
      device: 0,
      fn: 0,
      config: card,
      kernel: null,
    });
    expect(only?.notes).toMatchObject({
      driver: 'igb',
      modules: ['igb', 'other'],
      iommuGroup: '13',
      numaNode: 1,
      irq: 22,
      physicalSlot: '4-1',
    });
    expect(only?.notes.regions).toMatchObject([
      { index: 0, size: 131072, kind: 'mem', base: 0xfe600000n, wide: false, virtual: false },
      { index: 3, size: 16384, prefetchable: true, wide: true, virtual: true },
      { index: 2, size: 32, kind: 'io' },
    ]);
    expect(readDump(head + rows(card)).functions[0]?.seen.config).toEqual(card);
    expect(readDump('01:00.0 0200: 8086:10c9\n' + rows(card)).functions[0]?.notes.ids).toEqual([
      0x8086, 0x10c9,
    ]);
  });

  test('says what is odd, where it stands', () => {
    expect(codes('')).toEqual(['no-devices']);
    expect(codes('hello\nworld')).toEqual(['no-devices']);
    expect(codes(head)).toEqual(['no-devices']);
    expect(codes(head + rows(card.subarray(0, 64)))).toEqual(['short-64', 'no-sriov']);
    expect(codes(head + rows(card.subarray(0, 256)))).toEqual(['short-256', 'no-sriov']);
    const twice = `${head}${rows(card)}\n${head}${rows(card.subarray(0, 64))}`;
    expect(readDump(twice).issues).toEqual([
      { code: 'duplicate-function', line: 259, bdf: '01:00.0', found: '01:00.0' },
    ]);
    const shuffled = `02:00.0 x\n${rows(card)}\n${head}${rows(card)}`;
    expect(codes(shuffled)).toEqual(['out-of-order']);
    expect(readDump(shuffled).functions.map(({ seen }) => seen.bus)).toEqual([1, 2]);
    const torn = head + rows(card).replace(/^30: .*$/m, '30: 00 11 2');
    expect(readDump(torn).issues[0]).toEqual({
      code: 'bad-byte',
      line: 5,
      bdf: '01:00.0',
      found: '2',
    });
    expect(codes(head + rows(card).replace(/^30: .*$/m, '30: 00 11'))).toEqual(['truncated-line']);
    const looped = card.slice();
    looped[0xa1] = 0xa0;
    expect(codes(head + rows(looped))).toEqual(['capability-loop']);
    const outside = card.slice();
    outside[0xa1] = 0x20;
    expect(codes(head + rows(outside))).toEqual(['capability-outside']);
    const absurd = card.slice();
    absurd.set([0x04, 0, 0, 0xf0], 0x24);
    expect(readDump(head + rows(absurd)).issues).toMatchObject([
      { code: 'absurd-bar', bdf: '01:00.0', found: 'BAR 5: f0000004' },
    ]);
  });

  test('never fails and never hides a function, however it was treated', () => {
    const whole = `${head}${rows(card)}\n02:00.0 x\n${rows(card.subarray(0, 256))}`;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length), fc.nat(40), fc.string({ maxLength: 20 })), {
          maxLength: 12,
        }),
        (cuts) => {
          let text = whole;
          for (const [at, length, more] of cuts)
            text = text.slice(0, at) + more + text.slice(at + length);
          const { functions } = readDump(text);
          for (const { seen } of functions) {
            expect([64, 128, 256, 4096]).toContain(seen.config.length);
          }
          const places = functions.map(({ seen }) => seen.bus * 256 + seen.device * 8 + seen.fn);
          expect(new Set(places).size).toBe(places.length);
        },
      ),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (text) => {
        expect(readDump(text).functions).toEqual([]);
      }),
    );
  });

  test('is given away without serial numbers', () => {
    const seen = { domain: 0, bus: 1, device: 0, fn: 0, config: card, kernel: null };
    const hidden = writeDump([seen], ids, false);
    expect(hidden).toContain('Device Serial Number 00-00-00-00-00-00-00-00');
    expect(hidden).toMatch(/^# Serial numbers/);
    expect(writeDump([seen], ids, true)).toContain('Device Serial Number 08-07-06-05-04-03-02-01');
    const again = readDump(hidden);
    expect(again.issues).toEqual([]);
    const config = card.slice();
    config.fill(0, 0x104, 0x10c);
    expect(again.functions[0]?.seen.config).toEqual(config);
    expect(seen.config).toEqual(physicalFunction());
  });
});

const folder = join(shared, 'reference/linux');
const dumps = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('lspci-xxxx.txt'))
      .map((name) => join(folder, name))
  : [];

describe.skipIf(dumps.length === 0)('dumps of others (skipped where there are none)', () => {
  test('are read alike by both readers', () => {
    for (const file of dumps) {
      const text = readFileSync(file, 'utf8');
      const plain = ({ config, ...place }: SeenFunction) => ({
        ...place,
        config: Buffer.from(config).toString('hex'),
      });
      const { functions } = readDump(text);
      expect(functions.map(({ seen }) => plain(seen))).toEqual(readDumpStrictly(text).map(plain));
    }
  });

  test.skipIf(!installed)('come back from what we write, for lspci as for us', () => {
    for (const file of dumps.filter((_, i) => i % 6 === 0)) {
      const text = writeDump(readDumpStrictly(readFileSync(file, 'utf8')), ids, false);
      const copy = join(temp, 'dump');
      writeFileSync(copy, text);
      for (const view of ['-vvv', '-t', '-nn']) {
        const { stdout } = spawnSync('lspci', ['-i', idsFile, '-F', copy, view], {
          encoding: 'utf8',
          maxBuffer: 1 << 28,
        });
        expect(printDump(ids, text, [view]).out).toBe(stdout);
      }
    }
  });
});
