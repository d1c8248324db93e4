import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Kernel } from '../../engine/linux/kernel';
import type { SeenFunction } from '../../engine/linux/pci-view';
import { SysError } from '../../engine/linux/errno';
import { ConfigSpace } from '../../engine/pci/config-space';
import type { FileSystem } from '../command';
import { ask, testKernel } from '../testing';
import { lspci } from './lspci';
import { setpci } from './setpci';

// The commands as they are typed, beside the real ones.
const version = spawnSync('setpci', ['--version'], { encoding: 'utf8' }).stdout;
const installed = version === 'setpci version 3.9.0\n';
const temp = mkdtempSync(join(tmpdir(), 'sriov-lab-pciutils-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** Two functions, one with capabilities: Express twice, AER. */
function configs(): readonly [Uint8Array, Uint8Array] {
  const plain = new Uint8Array(256);
  plain.set([0x86, 0x80, 0xc9, 0x10, 7, 4, 0, 0, 1, 0, 0, 2]);
  const rich = new Uint8Array(4096);
  rich.set([0x86, 0x80, 0xca, 0x10, 0, 0, 0x10, 0, 1, 0, 0, 2]);
  rich[0x34] = 0x40;
  rich.set([0x10, 0x80, 2, 0, 0x11, 0x22, 0x33, 0x44, 0x30, 0x28], 0x40);
  rich.set([0x10, 0, 2, 0], 0x80);
  rich.set([1, 0, 1, 0], 0x100);
  return [plain, rich];
}
const places = [
  { domain: 0, bus: 1, device: 0, fn: 0 },
  { domain: 0, bus: 1, device: 0x10, fn: 2 },
];
const dump = join(temp, 'dump');
writeFileSync(
  dump,
  configs()
    .map((bytes, i) => {
      const rows = Array.from({ length: bytes.length / 16 }, (_, row) => {
        const part = [...bytes.subarray(16 * row, 16 * row + 16)];
        const text = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
        return `${(16 * row).toString(16).padStart(2, '0')}: ${text}\n`;
      });
      return `${i === 0 ? '01:00.0' : '01:10.2'} x\n${rows.join('')}\n`;
    })
    .join(''),
);
const files = {
  readText: (path: string) => {
    if (path === temp) throw new SysError('EISDIR');
    if (path !== dump) throw new SysError('ENOENT');
    return readFileSync(path, 'utf8');
  },
} as FileSystem;

const words = (line: string) => line.split(' ').filter((word) => word !== '');
function theirs(command: string, line: string) {
  const { stdout, stderr, status } = spawnSync(command, words(line), { encoding: 'utf8' });
  return { out: stdout, err: stderr, status };
}

const FROM_DUMP = `-A dump -O dump.name=${dump}`;
const SETPCI = `VENDOR_ID
-s 1:
-s 1: VENDOR_ID DEVICE_ID COMMAND
-s 9: VENDOR_ID
-f -s 9: VENDOR_ID
-s 9: 0.w -s 1:0 0.w
-d 8086: 0.l
-d :10ca 100.l CAP_EXP+8.w ecap_aer+0.l
-s 1:0 0.x
-s 1:0 0.w 4.b 100.l fff.b
-s 1:0 foo
-s 1:0 CAP_EXP
-s 1:0 CAP_EXP+10.w
-s 1:10 CAP_EXP.w@1
-s 1:10 CAP_EXP.w@2
-s 1:10 ECAP1.w@1
-s 1:10 CAP10+8.w
-s 1:10 CAP100+8.w
-s 1:10 CAP_EXP+zz.w
-s 1:10 CAP_EXP+ffff.w
-s 1:10 ECAP_AER+ff0.w
-s 1:10 CAP_EXP.w@zz
-v -s 1:10 COMMAND CAP_EXP+8.w ECAP_AER.w
-v -s 1:10 CAP_PM.w
-s 1:0 COMMAND=7
-D -s 1: COMMAND=7
-vD -s 1: COMMAND=7:3
-vD -s 1: COMMAND=1,2:1,3
-D -s 1: COMMAND=7:
-D -s 1: COMMAND=
-D -s 1: COMMAND=10000
-D -s 1: COMMAND=1:10000
-D -s 1: 4.b=zz
-D -s 1: 4.b=1:zz
-D -s 1: 4.b=-1
-D -s 1: 4.b=0x7
-s 1: 1.w
-s 1: 1000.b
-s 1: ffe.l
-s xx VENDOR_ID
-d 8086 VENDOR_ID
-s
-z
-s 1: -D COMMAND=7
-vs 1: 0.w
-Q
-s 1: .w
-s 1: 0.
-s 1: VENDOR_ID+2 VENDOR_ID.b vendor_id`.split('\n');

describe.skipIf(!installed)('setpci on a dump (skipped where 3.9.0 is not installed)', () => {
  test.each(SETPCI)('%s', (line) => {
    const { out, err, status } = ask(setpci, `setpci ${FROM_DUMP} ${line}`, testKernel(), {
      fs: files,
    });
    expect({ out, err, status }).toEqual(theirs('setpci', `${FROM_DUMP} ${line}`));
  });

  test.each(['', '--version', '--dumpregs', '--help', '--hel', '-v', '-A', '-A help', '-H 9'])(
    'alone: %s',
    (line) => {
      const { out, err, status } = ask(setpci, `setpci ${line}`, testKernel());
      expect({ out, err, status }).toEqual(theirs('setpci', line));
    },
  );
});

const LSPCI = `--version
--help
-h
-z
-V
-s
foo
-n foo
-s xx
-s 20
-s 1f.8
-s 0:0:0:0
-s 100:
-s 1:2:3.4.5
-d 8086
-d xx:
-d 8086:zz
-d :::zz
-d 8086:10ca:0200:00:1
-d ::02zz
-A help
-A foo
-O help
-O foo
-O foo=1
-H 3
-F /nonexistent
-F ${dump}
-F ${dump} -n
-F${dump} -nns10
-F ${dump} -s 1:0. -x
-F ${dump} -i /nonexistent
-F ${temp}
-F ${dump} -d ::02xx -n
-F ${dump} -d *:10c9 -n
-F ${dump} -mm -s .2
-- -n`.split('\n');

describe.skipIf(!installed)('lspci as typed (skipped where 3.9.0 is not installed)', () => {
  test.each(LSPCI)('%s', (line) => {
    const withNames = line.includes(dump) && !line.includes('-i') ? `${line} -i /none` : line;
    const { out, err, status } = ask(lspci, `lspci ${withNames}`, testKernel(), { fs: files });
    expect({ out, err, status }).toEqual(theirs('lspci', withNames));
  });
});

describe('setpci on the simulated host', () => {
  test('writes the registers of the hardware, through their attributes', () => {
    const [plain, rich] = configs();
    const writable = new Uint8Array(4096);
    writable.fill(0xff, 4, 6);
    const config = new ConfigSpace({
      size: 4096,
      reset: rich,
      writable,
      clearable: new Uint8Array(4096),
      tables: [],
    });
    const seen = places.map((place, i): SeenFunction => ({
      ...place,
      config: i === 0 ? plain : rich,
      kernel: null,
    }));
    const fabric = { at: (rid: number) => (rid === 0x0182 ? { config } : null) };
    const kernel: Kernel = { ...testKernel(), functions: () => seen, fabric } as unknown as Kernel;
    const run = (line: string) => ask(setpci, `setpci ${line}`, kernel);
    expect(run('-s 1:10.2 COMMAND=406 COMMAND')).toMatchObject({ out: '0406\n', status: 0 });
    expect(config.read(4, 2)).toBe(0x406);
    expect(run('-v -s 1:10.2 COMMAND=1:7').out).toBe('0000:01:10.2 @04 0406->(0001:0007)->0401\n');
    expect(run('-s 1:10.2 VENDOR_ID=1 VENDOR_ID').out).toBe('8086\n');
    expect(run('-D -s 1:10.2 COMMAND=0').status).toBe(0);
    expect(config.read(4, 2)).toBe(0x401);
    // Nobody answers there: all ones, and a write is lost.
    expect(run('-s 1:0.0 VENDOR_ID=1').status).toBe(0);
  });
});
