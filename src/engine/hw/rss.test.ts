import { describe, expect, it } from 'vitest';
import { toeplitz } from './rss';

/** Key and vectors of the verification suite in Microsoft's "Verifying the RSS Hash Calculation". */
const KEY = Uint8Array.from(
  ('6d5a56da255b0ec24167253d43a38fb0d0ca2bcbae7b30b4' + '77cb2da38030f20c6a42b73bbeac01fa').match(
    /../g,
  ) ?? [],
  (byte) => Number.parseInt(byte, 16),
);

const address = (text: string) => text.split('.').map(Number);
const port = (n: number) => [n >> 8, n & 0xff];

describe('the RSS hash', () => {
  it.each([
    ['66.9.149.187', 2794, '161.142.100.80', 1766, 0x51ccc178, 0x323e8fc2],
    ['199.92.111.2', 14230, '65.69.140.83', 4739, 0xc626b0ea, 0xd718262a],
    ['24.19.198.95', 12898, '12.22.207.184', 38024, 0x5c2b394a, 0xd2d0a5de],
    ['38.27.205.30', 48228, '209.142.163.6', 2217, 0xafc7327f, 0x82989176],
    ['153.39.163.191', 44251, '202.188.127.2', 1303, 0x10e828a2, 0x5d1809c5],
  ])('of %s:%i to %s:%i is what the specification says', (from, srcPort, to, dstPort, tcp, ip) => {
    const addresses = [...address(from), ...address(to)];
    expect(toeplitz(KEY, Uint8Array.from(addresses))).toBe(ip);
    const tuple = Uint8Array.from([...addresses, ...port(srcPort), ...port(dstPort)]);
    expect(toeplitz(KEY, tuple)).toBe(tcp);
  });
});
