import type { DriverProfile } from './profiles';

/** In ethtool's order; an indented name belongs to the group above it. */
const NAMES = `rx-checksumming
tx-checksumming
	tx-checksum-ipv4
	tx-checksum-ip-generic
	tx-checksum-ipv6
	tx-checksum-fcoe-crc
	tx-checksum-sctp
scatter-gather
	tx-scatter-gather
	tx-scatter-gather-fraglist
tcp-segmentation-offload
	tx-tcp-segmentation
	tx-tcp-ecn-segmentation
	tx-tcp-mangleid-segmentation
	tx-tcp6-segmentation
generic-segmentation-offload
generic-receive-offload
large-receive-offload
rx-vlan-offload
tx-vlan-offload
ntuple-filters
receive-hashing
highdma
rx-vlan-filter
vlan-challenged
tx-lockless
netns-local
tx-gso-robust
tx-fcoe-segmentation
tx-gre-segmentation
tx-gre-csum-segmentation
tx-ipxip4-segmentation
tx-ipxip6-segmentation
tx-udp_tnl-segmentation
tx-udp_tnl-csum-segmentation
tx-gso-partial
tx-tunnel-remcsum-segmentation
tx-sctp-segmentation
tx-esp-segmentation
tx-udp-segmentation
tx-gso-list
fcoe-mtu
tx-nocache-copy
loopback
rx-fcs
rx-all
tx-vlan-stag-hw-insert
rx-vlan-stag-hw-parse
rx-vlan-stag-filter
l2-fwd-offload
hw-tc-offload
esp-hw-offload
esp-tx-csum-hw-offload
rx-udp_tunnel-port-offload
tls-hw-tx-offload
tls-hw-rx-offload
rx-gro-hw
tls-hw-record
rx-gro-list
macsec-hw-offload
rx-udp-gro-forwarding
hsr-tag-ins-offload
hsr-tag-rm-offload
hsr-fwd-offload
hsr-dup-offload`.split('\n');

/** The network stack's own, which any interface may switch. */
const SOFTWARE = new Set(['tx-nocache-copy', 'rx-gro-list', 'rx-udp-gro-forwarding']);
const GROUPS = new Set(['tx-checksumming', 'scatter-gather', 'tcp-segmentation-offload']);

/** `ethtool -k`, without its first line. */
export function featureLines({ features }: DriverProfile): readonly string[] {
  const isOn = (name: string): boolean => features[name]?.startsWith('on') ?? false;
  const groupIsOn = (at: number): boolean => {
    for (let i = at + 1; NAMES[i]?.startsWith('\t') === true; i += 1) {
      if (isOn(NAMES[i]?.trim() ?? '')) return true;
    }
    return false;
  };
  return NAMES.map((line, at) => {
    const name = line.trim();
    const scatters = isOn('tx-scatter-gather');
    const value = GROUPS.has(name)
      ? groupIsOn(at)
        ? 'on'
        : 'off'
      : name === 'generic-segmentation-offload'
        ? scatters
          ? 'on'
          : 'off [requested on]'
        : name === 'generic-receive-offload'
          ? 'on'
          : (features[name] ?? (SOFTWARE.has(name) ? 'off' : 'off [fixed]'));
    return `${line}: ${value}`;
  });
}
