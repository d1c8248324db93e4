import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { PciIds } from './ids';
import { printDump } from './testing';

// Random bytes behind plausible lists: whatever lspci prints of them, we print. Where it gives up, or reads memory
// it never filled, nothing is compared. The seed stands, so that a run means the same everywhere.
const asked = spawnSync('lspci', ['--version'], { encoding: 'utf8' });
const installed = asked.stdout === 'lspci version 3.9.0\n';
const idsFile = fileURLToPath(new URL('./pci.ids', import.meta.url));
const ids = new PciIds(readFileSync(idsFile, 'utf8'));
const temp = mkdtempSync(join(tmpdir(), 'sriov-lab-lspci-fuzz-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const byte = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat(255) },
  { weight: 1, arbitrary: fc.constantFrom(1, 0x80, 0xff) },
);
/** The noise is drawn once for 512 bytes and repeated: capabilities are short. */
const noise = fc.array(byte, { minLength: 512, maxLength: 512 });

const CXL = 0x1e98;
const config = fc
  .record({
    noise,
    size: fc.constantFrom(64, 128, 256, 4096, 4096, 4096),
    header: fc.constantFrom(0, 0, 0, 1, 1, 2, 3),
    ids: fc.constantFrom([0x8086, 0x10c9], [0x1af4, 0x1041], [0x15b3, 0x1017], [0xffff, 0xffff]),
    port: fc.nat(15),
    caps: fc.array(fc.nat(0x15), { minLength: 1, maxLength: 3 }),
    extended: fc.array(fc.nat(0x30), { minLength: 1, maxLength: 6 }),
  })
  .map(({ noise: bytes, size, header, ids: [vendor = 0, device = 0], port, caps, extended }) => {
    const data = new Uint8Array(4096);
    for (let i = 0; i < 4096; i++) data[i] = bytes[i % 512] ?? 0;
    const view = new DataView(data.buffer);
    view.setUint16(0, vendor, true);
    view.setUint16(2, device, true);
    data[0x06] = (data[0x06] ?? 0) | 0x10;
    data[0x0e] = header;
    view.setUint16(0x0a, [0x0200, 0x0604, 0x0607, 0x0108][header] ?? 0, true);
    // The Express capability first: the extended list hangs on it.
    data[header === 2 ? 0x14 : 0x34] = 0x80;
    view.setUint16(0x80, 0x10 | (0x44 << 8), true);
    view.setUint16(0x82, 2 | (port << 4), true);
    caps.forEach((id, i) => {
      const at = 0x44 + 0x14 * i;
      view.setUint16(at, id | (i === caps.length - 1 ? 0 : (at + 0x14) << 8), true);
    });
    extended.forEach((id, i) => {
      const at = 0x100 + 0x80 * i;
      const next = i === extended.length - 1 ? 0 : at + 0x80;
      view.setUint32(at, (id | (1 << 16) | (next << 20)) >>> 0, true);
      if (id !== 0x23) return;
      view.setUint16(at + 4, CXL, true);
      view.setUint16(at + 6, 0x401 | ((data[at + 6] ?? 0) & 3), true);
      view.setUint16(at + 8, (data[at + 8] ?? 0) % 11, true);
      // Reserved kinds of memory: lspci reads behind its tables.
      for (const offset of [0x1c, 0x2c]) view.setUint16(at + offset, 0x0727, true);
    });
    return data.slice(0, size);
  });

/** A bridge or an endpoint somewhere on six buses; bridges need not agree with each other. */
const node = fc.record({
  bus: fc.nat(5),
  device: fc.nat(2),
  domain: fc.constantFrom(0, 0, 0, 1),
  isBridge: fc.boolean(),
  secondary: fc.nat(7),
  more: fc.nat(3),
});

describe.skipIf(!installed)('random trees (skipped where lspci 3.9.0 is not installed)', () => {
  test.each(['-t', '-tv', '-t -s 2:', '-t -s .0', '-t -d ::0200', '-PP'])('%s', (view) => {
    fc.assert(
      fc.property(fc.array(node, { minLength: 1, maxLength: 12 }), (nodes) => {
        const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
        const text = nodes.map(({ bus, device, domain, isBridge, secondary, more }) => {
          const kind = isBridge ? '04 06 00 00 01 00' : '00 02 00 00 00 00';
          // A bridge that leads to its own bus makes lspci -P run in circles.
          const first = Math.max(secondary, bus + 1);
          const buses = `${hex(bus, 2)} ${hex(first, 2)} ${hex(first + more, 2)}`;
          return (
            `${hex(domain, 4)}:${hex(bus, 2)}:${hex(device, 2)}.0 x\n` +
            `00: 86 80 ca 10 00 00 00 00 00 00 ${kind}\n` +
            `10: 00 00 00 00 00 00 00 00 ${buses} 00 00 00 00 00\n` +
            `20: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00\n` +
            `30: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00\n\n`
          );
        });
        const file = join(temp, 'tree');
        writeFileSync(file, text.join(''));
        const args = view.split(' ');
        const { stdout } = spawnSync('lspci', ['-i', idsFile, '-F', file, ...args], {
          encoding: 'utf8',
        });
        expect(printDump(ids, text.join(''), args).out).toBe(stdout);
      }),
      { numRuns: 8, seed: 3900 },
    );
  });
});

function textOf(functions: readonly Uint8Array[]): string {
  return functions
    .map((bytes, i) => {
      const rows = Array.from({ length: bytes.length / 16 }, (_, row) => {
        const part = [...bytes.subarray(16 * row, 16 * row + 16)];
        const text = part.map((one) => one.toString(16).padStart(2, '0')).join(' ');
        return `${(16 * row).toString(16).padStart(2, '0')}: ${text}\n`;
      });
      const [device, fn] = [(i >> 3).toString(16).padStart(2, '0'), i & 7];
      return `00:${device}.${String(fn)} x\n${rows.join('')}\n`;
    })
    .join('');
}

describe.skipIf(!installed)('random functions (skipped where lspci 3.9.0 is not installed)', () => {
  test.each(['-vvv', '-vv', '-v', '-t'])('%s', { timeout: 60_000 }, (view) => {
    let compared = 0;
    fc.assert(
      fc.property(fc.array(config, { minLength: 20, maxLength: 40 }), (functions) => {
        const file = join(temp, 'dump');
        const text = textOf(functions);
        writeFileSync(file, text);
        const { stdout, status } = spawnSync('lspci', ['-i', idsFile, '-F', file, view], {
          encoding: 'utf8',
          maxBuffer: 1 << 28,
        });
        const ours = printDump(ids, text, [view]);
        if (status !== 0 || ours.status !== 0) return;
        compared++;
        expect(ours.out).toBe(stdout);
      }),
      { numRuns: 4, seed: 3900, endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(0);
  });
});
