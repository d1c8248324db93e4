import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { MAX_SPAN_NS } from './capture';
import { makePcap, PcapngMaker } from './fixtures';
import { readCapture } from './read';

// Another reader's opinion: Wireshark's command line tool where it is installed, and captures that
// others made where they lie beside the project.
const TSHARK = 'tshark';
const tshark = spawnSync(TSHARK, ['--version']).status === 0;
const samples = fileURLToPath(new URL('../../../../shared/samples/pcap/', import.meta.url));
const temp = mkdtempSync(join(tmpdir(), 'sriov-lab-capture-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

interface Row {
  readonly at: number;
  readonly bytes: number;
  readonly src: string;
  readonly dst: string;
}

function theirs(file: string): Row[] {
  const fields = ['frame.time_epoch', 'frame.len', 'eth.src', 'eth.dst'].flatMap((f) => ['-e', f]);
  const args = ['-r', file, '-T', 'fields', '-E', 'occurrence=f', ...fields];
  const { stdout } = spawnSync(TSHARK, args, { encoding: 'utf8' });
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  const [first = '0'] = rows[0] ?? [];
  return rows.map(([time = '0', bytes = '', src = '', dst = '']) => ({
    at: Number(ns(time) - ns(first)),
    bytes: Math.max(60, Number(bytes)),
    src,
    dst,
  }));
}

/** `1700000000.123456789` as a whole number of nanoseconds. */
function ns(time: string): bigint {
  const [seconds = '0', fraction = ''] = time.split('.');
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}

function ours(bytes: Uint8Array): Row[] {
  const result = readCapture(bytes, 'x');
  if (!result.ok) throw new Error(JSON.stringify(result.issue));
  const { frames, macs } = result.capture;
  return frames.map(({ at, bytes: length, src, dst }) => ({
    at,
    bytes: length,
    src: macs[src] ?? '',
    dst: macs[dst] ?? '',
  }));
}

describe.skipIf(!tshark)('tshark reads the same (skipped where it is not installed)', () => {
  const at = (second: bigint, us: bigint) => second * 1_000_000_000n + us * 1000n;
  const frames = [
    { ns: at(1_700_000_000n, 999_000n), bytes: 1514, captured: 64 },
    { ns: at(1_700_000_001n, 3n), bytes: 60, src: 2, dst: 1 },
    { ns: at(1_700_000_001n, 4n), bytes: 42, src: 3, dst: 1 },
  ];
  const files: [string, Uint8Array][] = [];
  for (const little of [true, false]) {
    for (const nanos of [true, false]) {
      files.push([`pcap-${little}-${nanos}`, makePcap(frames, { little, nanos })]);
    }
    for (const tsresol of [6, 9, 0x80 | 20]) {
      const file = new PcapngMaker().section(little).interface({ tsresol, tsoffset: 5n });
      const ticks = (time: bigint) =>
        (time * (tsresol > 0x80 ? 1n << 20n : 10n ** BigInt(tsresol))) / 1_000_000_000n;
      for (const frame of frames) file.enhanced(frame, ticks(frame.ns));
      file.obsolete(frames[1]!, ticks(frames[2]!.ns));
      files.push([`pcapng-${little}-${tsresol}`, file.done()]);
    }
  }

  test.each(files)('%s', (name, bytes) => {
    const file = join(temp, name);
    writeFileSync(file, bytes);
    const [expected, found] = [theirs(file), ours(bytes)];
    expect(expected.length).toBeGreaterThanOrEqual(3);
    const untimed = (rows: readonly Row[]) => rows.map((row) => ({ ...row, at: 0 }));
    expect(untimed(found)).toEqual(untimed(expected));
    // Two roundings of a tick that is no whole number of nanoseconds may differ by one.
    found.forEach((row, i) => expect(Math.abs(row.at - expected[i]!.at)).toBeLessThanOrEqual(1));
  });
});

const names = existsSync(samples) ? readdirSync(samples).filter((n) => n.endsWith('.pcap')) : [];

describe.skipIf(names.length === 0)('captures of others (skipped where there are none)', () => {
  const COUNTS: Readonly<Record<string, number>> = {
    'dns_tcp.pcap': 11,
    'icmpv6.pcap': 5,
    'ipv4_tcp_http_xml.pcap': 1,
    'vxlan.pcap': 10,
  };

  test.each(names.filter((name) => name in COUNTS))('%s has the frames capinfos counts', (name) => {
    const result = readCapture(readFileSync(join(samples, name)), name);
    if (!result.ok) throw new Error(JSON.stringify(result.issue));
    const { capture, warnings } = result;
    const late = warnings.find((warning) => warning.code === 'too-late')?.count ?? 0;
    expect(capture.frames.length + late).toBe(COUNTS[name]);
  });

  test.skipIf(!tshark).each(names.filter((name) => name in COUNTS))(
    '%s is read as tshark reads it',
    (name) => {
      const inTime = theirs(join(samples, name)).filter((row) => row.at <= MAX_SPAN_NS);
      expect(ours(readFileSync(join(samples, name)))).toEqual(inTime);
    },
  );

  test.skipIf(!names.includes('mptcp-v1.pcap'))('a cooked capture is refused by name', () => {
    const result = readCapture(readFileSync(join(samples, 'mptcp-v1.pcap')), 'x');
    expect(!result.ok && result.issue).toMatchObject({
      code: 'link-type',
      found: '113 (LINUX_SLL)',
    });
  });
});
