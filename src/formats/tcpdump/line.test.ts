import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { arpFrame, ipFrame, TCP_FLAG, type IpFrame } from '../frames/build';
import { readFilter } from './filter';
import { readDumped, writeDumped } from './file';
import { LinePrinter } from './line';
import { summarise } from './summary';

const LINK = { src: '52:54:00:00:00:00', dst: '00:00:5e:00:53:01', vlan: null };
const frame = (some: Partial<IpFrame>) =>
  ipFrame({
    link: LINK,
    from: '192.0.2.10',
    to: '192.0.2.1',
    ident: 17,
    transport: { kind: 'udp', srcPort: 50_000, dstPort: 9 },
    bytes: 80,
    text: 'packet',
    ...some,
  });
const tcp = (seq: number, ack: number) =>
  ({
    kind: 'tcp',
    srcPort: 50_000,
    dstPort: 7,
    seq,
    ack,
    flags: TCP_FLAG.ack | TCP_FLAG.psh,
    timestamp: 3,
  }) as const;
const back = { from: '192.0.2.1', to: '192.0.2.10' };
const tagged = { ...LINK, vlan: { id: 42, priority: 5 } };
const FRAMES = [
  frame({}),
  frame({ transport: tcp(1, 1) }),
  frame({ ...back, transport: { ...tcp(1, 15), srcPort: 7, dstPort: 50_000 } }),
  frame({ transport: tcp(15, 15) }),
  frame({ transport: { kind: 'icmp-echo', reply: false, ident: 3, seq: 9 } }),
  frame({ from: '2001:db8::10', to: '2001:db8::1' }),
  frame({ link: tagged }),
  arpFrame({
    link: LINK,
    reply: false,
    senderIp: '192.0.2.10',
    targetMac: LINK.dst,
    targetIp: '192.0.2.1',
    bytes: 60,
  }),
  arpFrame({
    link: LINK,
    reply: true,
    senderIp: '192.0.2.10',
    targetMac: LINK.dst,
    targetIp: '192.0.2.1',
    bytes: 60,
  }),
];
const dumped = FRAMES.map((bytes, i) => ({ ns: BigInt(i) * 1_000_000n, bytes }));

const options = (flags: string) => ({
  link: flags.includes('e'),
  numeric: flags.includes('n'),
  verbose: flags.split('v').length - 1,
  quiet: flags.includes('q'),
  absolute: flags.includes('S'),
});
const ours = (flags: string) => {
  const printer = new LinePrinter(options(flags));
  return FRAMES.map((bytes) => printer.line(bytes));
};

test('lines as tcpdump prints them', () => {
  const lines = ours('n');
  expect(lines[0]).toBe('IP 192.0.2.10.50000 > 192.0.2.1.9: UDP, length 38');
  expect(lines[1]).toBe(
    'IP 192.0.2.10.50000 > 192.0.2.1.7: Flags [P.], seq 1:15, ack 1, win 65535, options [nop,nop,TS val 3 ecr 0], length 14',
  );
  expect(lines[7]).toBe(
    'ARP, Request who-has 192.0.2.1 (00:00:5e:00:53:01) tell 192.0.2.10, length 46',
  );
});

test('a file that is written is read again', () => {
  expect(readDumped(writeDumped(dumped))).toEqual(dumped);
  expect(readDumped(new Uint8Array(40))).toBeNull();
});

const EXPRESSIONS = [
  '',
  'udp',
  'tcp or arp',
  'not tcp',
  'host 192.0.2.1',
  'src host 192.0.2.1',
  'dst 192.0.2.1 and udp',
  'port 7',
  'tcp dst port echo',
  'net 192.0.2.0/24',
  'ether src 52:54:00:00:00:00',
  'less 60',
  'greater 80 and not (tcp or ip6)',
  'icmp || ip6',
  'vlan',
  'vlan 42',
  'vlan and udp port 9',
];

test.each(['frobnicate', 'host', 'port 99999', '( udp', 'udp )', 'ether src 5', 'src'])(
  '%s is not understood',
  (text) => {
    expect(readFilter(text)).toBeNull();
  },
);

// The real one, where it is installed.
const REAL = 'tcpdump';
const real = spawnSync(REAL, ['--version']).status === 0;
const temp = mkdtempSync(join(tmpdir(), 'sriov-lab-tcpdump-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

describe.skipIf(!real)('the real tcpdump says the same (skipped where it is not installed)', () => {
  const file = join(temp, 'x.pcap');
  const theirs = (...args: readonly string[]) => {
    writeFileSync(file, writeDumped(dumped));
    const { stdout } = spawnSync(REAL, ['-Z', 'root', '-t', '-r', file, ...args], {
      encoding: 'utf8',
    });
    return stdout;
  };

  test.each(['nn', 'ne', 'nv', 'nvv', 'nq', 'nS', 'neq'])('-%s', (flags) => {
    expect(`${ours(flags).join('\n')}\n`).toBe(theirs(`-${flags}`));
  });

  test.each(EXPRESSIONS)('%s', (text) => {
    const filter = readFilter(text);
    const printer = new LinePrinter(options('nS'));
    const found = FRAMES.filter((bytes) => filter?.(summarise(bytes))).map((b) => printer.line(b));
    expect(found.map((line) => `${line}\n`).join('')).toBe(theirs('-nS', text));
  });
});
