import { describe, expect, test } from 'vitest';
import { ip4Number, ip4Text, macNumber, macText } from './addresses';
import { ABSENT, fieldIs, masked, matches, type FrameHeader } from './frame-match';

const header: FrameHeader = {
  srcMac: macNumber('52:54:00:00:00:01'),
  dstMac: macNumber('01:00:5e:00:00:fb'),
  tci: (3 << 13) | 10,
  etherType: 0x0800,
  srcIp: ip4Number('192.0.2.11'),
  dstIp: ip4Number('224.0.0.251'),
  protocol: 17,
  srcPort: 50_001,
  dstPort: 9,
  icmpType: ABSENT,
  length: 46,
};

describe('conditions on the headers of a frame', () => {
  test('all of them have to hold', () => {
    expect(matches(header, [])).toBe(true);
    expect(matches(header, [fieldIs('protocol', 17), fieldIs('dstPort', 9)])).toBe(true);
    expect(matches(header, [fieldIs('protocol', 17), fieldIs('dstPort', 7)])).toBe(false);
  });

  test('a mask leaves only its bits, of 48 as well as of 16', () => {
    expect(matches(header, [fieldIs('tci', 10, 0xfff)])).toBe(true);
    const group = macNumber('01:00:00:00:00:00');
    expect(matches(header, [fieldIs('dstMac', group, group)])).toBe(true);
    expect(matches(header, [fieldIs('srcMac', group, group)])).toBe(false);
    expect(masked(macNumber('ff:ee:dd:cc:bb:aa'), macNumber('ff:ff:ff:00:00:ff'))).toBe(
      macNumber('ff:ee:dd:00:00:aa'),
    );
  });

  test('an address above 2^31 is a positive number and lies in its prefix', () => {
    const prefix = [ip4Number('224.0.0.0'), ip4Number('239.255.255.255')] as const;
    const inPrefix = { field: 'dstIp', mask: null, ranges: [prefix], negate: false } as const;
    expect(matches(header, [inPrefix])).toBe(true);
    expect(matches(header, [{ ...inPrefix, negate: true }])).toBe(false);
  });

  test('a frame without the field meets neither a condition nor its opposite', () => {
    expect(matches(header, [fieldIs('icmpType', 8)])).toBe(false);
    expect(matches(header, [fieldIs('icmpType', 8, null, true)])).toBe(false);
  });

  test('addresses as text and as numbers', () => {
    expect(macText(header.srcMac)).toBe('52:54:00:00:00:01');
    expect(ip4Text(header.dstIp)).toBe('224.0.0.251');
  });
});
