import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arpFrame, ipFrame, TCP_FLAG, type IpFrame } from './build';
import { decodeFrame } from './decode';
import { ip6Text } from './texts';
import { ipBytes } from './build';

const LINK = { src: '52:54:00:00:00:00', dst: '00:00:5e:00:53:01', vlan: null };
const frame = (some: Partial<IpFrame>): Uint8Array =>
  ipFrame({
    link: LINK,
    from: '192.0.2.10',
    to: '192.0.2.1',
    ident: 17,
    transport: { kind: 'udp', srcPort: 49_152, dstPort: 9 },
    bytes: 80,
    text: 'packet',
    ...some,
  });

const value = (bytes: Uint8Array, layer: string, id: string) =>
  decodeFrame(bytes)
    .find((each) => each.layer === layer)
    ?.fields.find((each) => each.id === id);

describe('a frame is taken apart', () => {
  test('layer by layer', () => {
    const tagged = frame({ link: { ...LINK, vlan: { id: 42, priority: 5 } } });
    expect(decodeFrame(tagged).map(({ layer }) => layer)).toEqual([
      'eth',
      'vlan',
      'ip',
      'udp',
      'payload',
    ]);
    expect(value(tagged, 'vlan', 'vlan')?.value).toBe('42');
    expect(value(tagged, 'eth', 'type')?.value).toBe('802.1Q (0x8100)');
  });

  test('TCP', () => {
    const tcp = frame({
      transport: {
        kind: 'tcp',
        srcPort: 49_152,
        dstPort: 7,
        seq: 99,
        ack: 7,
        flags: TCP_FLAG.psh | TCP_FLAG.ack,
        timestamp: 3,
      },
    });
    expect(value(tcp, 'tcp', 'flags')?.value).toBe('PSH, ACK');
    expect(value(tcp, 'tcp', 'seq')).toMatchObject({ from: 38, to: 41, value: '99' });
    expect(value(tcp, 'tcp', 'checksum')?.right).toBe(true);
  });

  test('IPv6 and ARP', () => {
    const six = frame({ from: '2001:db8::10', to: 'fe80::1' });
    expect(value(six, 'ip6', 'src')?.value).toBe('2001:db8::10');
    const arp = arpFrame({
      link: LINK,
      reply: false,
      senderIp: '192.0.2.10',
      targetMac: '00:00:00:00:00:00',
      targetIp: '192.0.2.1',
      bytes: 60,
    });
    expect(value(arp, 'arp', 'operation')?.value).toBe('request (1)');
    expect(decodeFrame(arp).at(-1)).toMatchObject({ layer: 'payload', from: 42, to: 59 });
  });

  test('a byte that is wrong makes the checksum wrong', () => {
    const bytes = frame({});
    bytes[50] = 1;
    expect(value(bytes, 'udp', 'checksum')?.right).toBe(false);
    expect(value(bytes, 'ip', 'checksum')?.right).toBe(true);
  });
});

test('whatever the bytes, every byte belongs to one layer', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 120 }),
      fc.constantFrom(0, 0x0800, 0x86dd, 0x8100, 0x0806),
      (some, type) => {
        const bytes = Uint8Array.from(some);
        if (bytes.length >= 14 && type !== 0) bytes.set([type >> 8, type & 0xff], 12);
        const layers = decodeFrame(bytes);
        const covered = layers.flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, i) => from + i),
        );
        expect(covered).toEqual(Array.from({ length: bytes.length }, (_, i) => i));
      },
    ),
  );
});

test.each(['::', '::1', '2001:db8::1:0:0:1', '1:2:3:4:5:6:7:8', 'fe80::'])(
  '%s is written so',
  (text) => {
    expect(ip6Text(Uint8Array.from(ipBytes(text)), 0)).toBe(text);
  },
);
