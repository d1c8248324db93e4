import type { NetDevice } from '../../../engine/linux/kernel';
import type { Paper } from './paper';

interface Address {
  readonly family: 'inet' | 'inet6';
  readonly address: string;
  readonly prefix: number;
  readonly scope: 'host' | 'link';
}

/** The modified EUI-64 form of a link-local address (RFC 4291, appendix A). */
function linkLocal(mac: string): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac
    .split(':')
    .map((part) => Number.parseInt(part, 16));
  const groups = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
  return `fe80::${groups.map((group) => group.toString(16)).join(':')}`;
}

/** What the kernel gives an interface by itself. Nobody configures more on this host. */
export function addressesOf(device: NetDevice): readonly Address[] {
  if (!device.up) return [];
  if (device.kind === 'loopback') {
    return [
      { family: 'inet', address: '127.0.0.1', prefix: 8, scope: 'host' },
      { family: 'inet6', address: '::1', prefix: 128, scope: 'host' },
    ];
  }
  return device.carrier
    ? [{ family: 'inet6', address: linkLocal(device.mac), prefix: 64, scope: 'link' }]
    : [];
}

export function printAddresses(paper: Paper, device: NetDevice): void {
  for (const { family, address, prefix, scope } of addressesOf(device)) {
    paper.line().put(`    ${family} `).put(address, family);
    paper.put(`/${prefix} scope ${scope} ${family === 'inet' ? device.name : ''}`).line();
    paper.put('       valid_lft forever preferred_lft forever');
  }
}
