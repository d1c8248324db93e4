import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writePcapng } from '../capture/write-pcapng';
import { arpFrame, ipFrame, TCP_FLAG, type IpFrame } from './build';
import { foldChecksum, sumWords } from './checksum';

const tshark = spawnSync('tshark', ['--version']).status === 0;
const temp = mkdtempSync(join(tmpdir(), 'sriov-lab-frames-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const LINK = { src: '52:54:00:00:00:00', dst: '00:00:5e:00:53:01', vlan: null };
const TAGGED = { ...LINK, vlan: { id: 42, priority: 5 } };
const V4 = { from: '192.0.2.10', to: '192.0.2.1' };
const V6 = { from: '2001:db8::10', to: '2001:db8:0:1::1' };
const UDP = { kind: 'udp', srcPort: 49_152, dstPort: 9 } as const;
const TCP = {
  kind: 'tcp',
  srcPort: 49_152,
  dstPort: 7,
  seq: 2 ** 32 + 5,
  ack: 77,
  flags: TCP_FLAG.ack | TCP_FLAG.psh,
  timestamp: 12,
} as const;
const ECHO = { kind: 'icmp-echo', reply: false, ident: 3, seq: 9 } as const;

const frame = (some: Partial<IpFrame>): IpFrame => ({
  link: LINK,
  ...V4,
  ident: 17,
  transport: UDP,
  bytes: 100,
  text: 'packet',
  ...some,
});

test('the example of RFC 1071 sums up', () => {
  const bytes = Uint8Array.of(0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7);
  expect(foldChecksum(sumWords(bytes, 0, 8))).toBe(~0xddf2 & 0xffff);
});

test('a frame is as long as it is told, and never shorter than its headers', () => {
  expect(ipFrame(frame({ bytes: 1514 })).length).toBe(1514);
  expect(ipFrame(frame({ bytes: 10, transport: TCP })).length).toBe(66);
  const packet = {
    link: LINK,
    reply: false,
    senderIp: V4.from,
    targetMac: LINK.dst,
    targetIp: V4.to,
  };
  expect(arpFrame({ ...packet, bytes: 300 }).length).toBe(300);
});

const FRAMES: readonly (readonly [string, Uint8Array, string])[] = [
  ['UDP', ipFrame(frame({})), 'eth:ethertype:ip:udp'],
  ['UDP of odd length', ipFrame(frame({ bytes: 61 })), 'eth:ethertype:ip:udp'],
  ['TCP', ipFrame(frame({ transport: TCP })), 'eth:ethertype:ip:tcp'],
  [
    'TCP without options',
    ipFrame(frame({ transport: { ...TCP, timestamp: null }, bytes: 60 })),
    'eth:ethertype:ip:tcp',
  ],
  ['ICMP', ipFrame(frame({ transport: ECHO })), 'eth:ethertype:ip:icmp'],
  ['an answer', ipFrame(frame({ transport: { ...ECHO, reply: true } })), 'eth:ethertype:ip:icmp'],
  ['a VLAN', ipFrame(frame({ link: TAGGED })), 'eth:ethertype:vlan:ethertype:ip:udp'],
  ['IPv6', ipFrame(frame(V6)), 'eth:ethertype:ipv6:udp'],
  ['TCP over IPv6', ipFrame(frame({ ...V6, transport: TCP })), 'eth:ethertype:ipv6:tcp'],
  ['ICMPv6', ipFrame(frame({ ...V6, transport: ECHO })), 'eth:ethertype:ipv6:icmpv6'],
  [
    'ARP',
    arpFrame({
      link: TAGGED,
      reply: true,
      senderIp: V4.from,
      targetMac: LINK.dst,
      targetIp: V4.to,
      bytes: 60,
    }),
    'eth:ethertype:vlan:ethertype:arp',
  ],
];

describe.skipIf(!tshark)('tshark takes them apart (skipped where it is not installed)', () => {
  test.each(FRAMES)('%s', (_name, bytes, protocols) => {
    const file = join(temp, 'frame.pcapng');
    writeFileSync(
      file,
      writePcapng({
        os: '',
        application: '',
        comment: '',
        interfaces: [{ name: 'x', description: '' }],
        frames: [{ interface: 0, ns: 1n, bytes, way: 'in', comment: '' }],
      }),
    );
    const checked = ['ip', 'tcp', 'udp'].flatMap((p) => ['-o', `${p}.check_checksum:TRUE`]);
    const names = [
      'frame.protocols',
      '_ws.malformed',
      ...['ip', 'udp', 'tcp', 'icmp', 'icmpv6'].map((p) => `${p}.checksum.status`),
    ];
    const ask = ['-r', file, ...checked, '-T', 'fields', ...names.flatMap((n) => ['-e', n])];
    const { stdout } = spawnSync('tshark', ask, { encoding: 'utf8' });
    const [stack = '', malformed, ...sums] = stdout.trimEnd().split('\t');
    expect(stack.startsWith(protocols)).toBe(true);
    expect(malformed ?? '').toBe('');
    // 1 = good.
    expect(sums.filter((sum) => sum !== '' && sum !== '1')).toEqual([]);
    expect(sums.includes('1')).toBe(!protocols.endsWith('arp'));
  });
});
