import { expect, it } from 'vitest';
import { scenario } from '../engine/testing';
import { startHost } from './host';
import { noNames } from './testing-host';

function shell(input: object) {
  const host = startHost(scenario(input), noNames, null);
  return (line: string) =>
    host.shell
      .run(line, null)
      .chunks.map(({ text }) => text)
      .join('');
}

it('tc shows the rules of a file at the interfaces of the card’s switch that they are for', () => {
  const run = shell({
    nic: {
      device: 'nvidia-connectx5',
      numVfs: 2,
      eswitch: 'switchdev',
      flows: [
        { from: 'vm1', match: { protocol: 'udp', dstPort: 53, etherType: 'ipv4' }, action: 'drop' },
        { match: { vlan: 10 }, action: 'vm0' },
        { from: 'wire', match: { dstIp: '192.0.2.11', etherType: 'ipv4' }, action: 'vm1' },
      ],
    },
    vms: [{ count: 2, path: 'sriov' }],
  });
  const show = (dev: string) => run(`tc filter show dev ${dev} ingress`);
  expect(show('enp59s0pf0vf1')).toBe(
    [
      'filter protocol ip pref 1 flower chain 0 ',
      'filter protocol ip pref 1 flower chain 0 handle 0x1 ',
      '  eth_type ipv4',
      '  ip_proto udp',
      '  dst_port 53',
      '  skip_sw',
      '  in_hw in_hw_count 1',
      '\taction order 1: gact action drop',
      '\t random type none pass val 0',
      '\t index 1 ref 1 bind 1',
      '',
      'filter protocol 802.1Q pref 2 flower chain 0 ',
      'filter protocol 802.1Q pref 2 flower chain 0 handle 0x1 ',
      '  vlan_id 10',
      '  skip_sw',
      '  in_hw in_hw_count 1',
      '\taction order 1: mirred (Egress Redirect to device enp59s0pf0vf0) stolen',
      '\t index 2 ref 1 bind 1',
      '',
      '',
    ].join('\n'),
  );
  expect(show('enp59s0f0').match(/pref \d flower chain 0 handle/gu)).toEqual([
    'pref 2 flower chain 0 handle',
    'pref 3 flower chain 0 handle',
  ]);
  expect(show('enp59s0f0')).toContain('Redirect to device enp59s0pf0vf1');
  // A port without VFs has no such switch.
  expect(show('enp59s0f1')).toBe('');
  // What is typed stands behind them.
  run('tc qdisc add dev enp59s0f0 ingress');
  run('tc filter add dev enp59s0f0 ingress protocol ip flower skip_sw ip_proto tcp action drop');
  expect(show('enp59s0f0').match(/handle 0x1/gu)).toHaveLength(3);
});

it('ethtool -n shows them where the card filters by Flow Director, prefixes as masks', () => {
  const run = shell({
    nic: {
      device: 'intel-82599',
      numVfs: 2,
      flows: [
        { match: { srcIp: '192.0.2.0/28', protocol: 'udp', dstPort: 9 }, action: 'drop' },
        { match: { dstIp: '192.0.2.11' }, action: 'vm1' },
      ],
    },
    vms: [{ count: 2, path: 'sriov' }],
  });
  const said = run('ethtool -n enp59s0f0');
  expect(said).toContain('Total 2 rules');
  expect(said).toContain(
    'Filter: 0\n\tRule Type: UDP over IPv4\n\tSrc IP addr: 192.0.2.0 mask: 0.0.0.15\n',
  );
  expect(said).toContain('\tDest port: 9 mask: 0x0\n');
  expect(said).toContain(
    'Filter: 1\n\tRule Type: Raw IPv4\n\tSrc IP addr: 0.0.0.0 mask: 255.255.255.255\n',
  );
  expect(said).toContain('\tAction: Direct to VF 1 queue 0\n');
  expect(run('ethtool -n enp59s0f1')).toContain('Total 0 rules');
  expect(
    run('ethtool -N enp59s0f0 flow-type udp4 dst-port 53 action -1; ethtool -n enp59s0f0'),
  ).toContain('Total 3 rules');
});

it('bridge fdb shows addresses that the PF takes in for guests behind the bridge', () => {
  const run = shell({
    nic: { device: 'intel-82599', numVfs: 1, fdb: ['vm0', 'vm1'] },
    vms: [
      { count: 1, path: 'sriov' },
      { count: 1, path: 'virtio' },
    ],
  });
  const lines = run('bridge fdb show dev enp59s0f0').split('\n');
  expect(lines).toContain('52:54:00:00:00:01 dev enp59s0f0 self permanent');
  // vm0 has a VF, whose address the card knows itself.
  expect(lines.filter((line) => line.startsWith('52:54'))).toHaveLength(1);
  expect(run('bridge fdb show dev enp59s0f1')).not.toContain('52:54');
});
