import type { TypedRule } from '../../card-state';

const NAMES = {
  vlan: 'vlan_id',
  dstMac: 'dst_mac',
  srcMac: 'src_mac',
  etherType: 'eth_type',
  protocol: 'ip_proto',
  dstIp: 'dst_ip',
  srcIp: 'src_ip',
  dstPort: 'dst_port',
  srcPort: 'src_port',
} as const;

/** What `tc filter show` prints of a flower filter; `hits` with -s. */
export function filterText(
  { rule, order, protocol, skipSw }: TypedRule,
  index: number,
  nameOf: (port: string) => string,
  hits: { readonly packets: number; readonly bytes: number } | null,
): string {
  const head = `filter protocol ${protocol === '802.1q' ? '802.1Q' : protocol} pref ${String(order)} flower chain 0`;
  const keys = Object.entries(NAMES).flatMap(([key, name]) => {
    const value = rule.match[key as keyof typeof NAMES];
    return value === undefined ? [] : [`  ${name} ${String(value)}`];
  });
  const actions = [
    ...(rule.vlan === null ? [] : [vlanText(rule.vlan)]),
    rule.action === 'drop'
      ? 'gact action drop\n\t random type none pass val 0'
      : `mirred (Egress Redirect to device ${nameOf(rule.action)}) stolen`,
  ].map(
    (text, i) => `\taction order ${String(i + 1)}: ${text}\n\t index ${String(index)} ref 1 bind 1`,
  );
  const [last = ''] = actions.slice(-1);
  const sent = hits === null ? [] : counters(hits, rule.action === 'drop');
  return [
    `${head} `,
    `${head} handle 0x1 `,
    ...keys,
    ...(skipSw ? ['  skip_sw'] : []),
    '  in_hw in_hw_count 1',
    ...actions.slice(0, -1),
    last,
    ...sent,
    '',
    '',
  ].join('\n');
}

const vlanText = (vlan: number) =>
  vlan === 0 ? 'vlan  pop pipe' : `vlan  push id ${String(vlan)} protocol 802.1Q priority 0 pipe`;

function counters(
  { packets, bytes }: { readonly packets: number; readonly bytes: number },
  drops: boolean,
): readonly string[] {
  const sent = `${String(bytes)} bytes ${String(packets)} pkt`;
  return [
    '\tAction statistics:',
    `\tSent ${sent} (dropped ${drops ? String(packets) : '0'}, overlimits 0 requeues 0) `,
    '\tSent software 0 bytes 0 pkt',
    `\tSent hardware ${sent}`,
    '\tbacklog 0b 0p requeues 0',
    '\tused_hw_stats delayed',
  ];
}
