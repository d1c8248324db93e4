import { describe, expect, it } from 'vitest';
import { DROP } from '../engine/costs/facts';
import { buildHost } from '../engine/paths/host';
import { scenario } from '../engine/testing';
import { PciIds } from '../formats/lspci/ids';
import { asItRuns } from './as-it-runs';
import { startHost } from './host';

const NAMES = new PciIds('');

/** A host after these lines, `PF` and `BDF` put in; what they printed, and the run they lead to. */
function after(device: string, lines: readonly string[], more: object = {}) {
  const plain = scenario({
    vms: [{ count: 2, traffic: { pps: 100_000 } }],
    run: { until: '1ms' },
    ...more,
    nic: { device, numVfs: 2, ...('nic' in more ? (more.nic as object) : {}) },
  });
  const host = startHost(plain, NAMES, null);
  const [bdf = ''] = host.pfs;
  const pf = host.kernel.netDevices.find(({ vfs }) => vfs.length > 0)?.name ?? '';
  const base = pf.replace(/np\d+$/, '').replace(/f\d+$/, '');
  const put = (line: string) =>
    line.replaceAll('PF', pf).replaceAll('BDF', bdf).replaceAll('REP', `${base}pf0vf`);
  const said = lines.map((line) =>
    host.shell
      .run(put(line), null)
      .chunks.map(({ text }) => text)
      .join(''),
  );
  const runs = asItRuns(plain, host.kernel, host.pfs);
  const built = () => {
    const run = buildHost(runs);
    run.machine.sim.run(runs.run.until);
    return run;
  };
  return { said, host, runs, built, pf, base };
}

const MLX5 = 'nvidia-connectx5';

describe('switchdev mode from the shell', () => {
  it('each VF gets a representor that ip shows, and the run has it too', () => {
    const { said, host, runs, base } = after(MLX5, [
      'devlink dev eswitch set pci/BDF mode switchdev',
      'devlink dev eswitch show pci/BDF',
      'ip -br link show dev REP0',
    ]);
    expect(said[1]).toContain('mode switchdev inline-mode none');
    expect(said[2]).toMatch(new RegExp(`^${base}pf0vf0 +UP `, 'm'));
    expect(host.kernel.netDevices.filter(({ driver }) => driver === 'mlx5_core_rep')).toHaveLength(
      2,
    );
    expect(runs.nic.switches?.[0]?.eswitch).toBe('switchdev');
    host.shell.run(`devlink dev eswitch set pci/${host.pfs[0] ?? ''} mode legacy`, null);
    expect(host.kernel.netDevices.some(({ driver }) => driver === 'mlx5_core_rep')).toBe(false);
  });

  it('a scenario in switchdev mode starts so, and says nothing of its own', () => {
    const { said, runs } = after(MLX5, ['devlink dev eswitch show pci/BDF'], {
      nic: { eswitch: 'switchdev' },
    });
    expect(said[0]).toContain('mode switchdev');
    expect(runs.nic.switches).toBeUndefined();
    expect(runs.nic.eswitch).toBe('switchdev');
  });

  it('a card without it refuses', () => {
    const { said, runs } = after('intel-82599', ['devlink dev eswitch set pci/BDF mode switchdev']);
    expect(said[0]).toBe('devlink answers: No such device\n');
    expect(runs.nic.switches).toBeUndefined();
  });
});

describe('tc flower', () => {
  const drop = [
    'devlink dev eswitch set pci/BDF mode switchdev',
    'tc qdisc add dev REP0 ingress',
    'tc filter add dev REP0 ingress protocol ip flower skip_sw ip_proto udp dst_port 9 action drop',
  ];

  it('drops in the card what the VF sends', () => {
    const { said, built } = after(MLX5, drop);
    expect(said.join('')).toBe('');
    const [first, second] = built().machine.s.tallies;
    expect(first!.dropped[DROP['switch-acl']]).toBeGreaterThan(90);
    expect(second!.delivered).toBeGreaterThan(90);
  });

  it('is shown as iproute2 prints it', () => {
    const { said, base } = after(MLX5, [
      ...drop,
      'tc filter add dev REP1 ingress protocol ip flower action vlan push id 7 pipe action mirred egress redirect dev PF',
      'tc qdisc add dev REP1 clsact',
      'tc filter add dev REP1 ingress protocol ip flower dst_ip 192.0.2.0/24 action vlan push id 7 pipe action mirred egress redirect dev PF',
      'tc filter show dev REP0 ingress',
      'tc -s filter show dev REP1 ingress',
    ]);
    expect(said[3]).toContain("Error: Parent Qdisc doesn't exists.");
    expect(said[6]).toBe(
      [
        'filter protocol ip pref 49152 flower chain 0 ',
        'filter protocol ip pref 49152 flower chain 0 handle 0x1 ',
        '  eth_type ipv4',
        '  ip_proto udp',
        '  dst_port 9',
        '  skip_sw',
        '  in_hw in_hw_count 1',
        '\taction order 1: gact action drop',
        '\t random type none pass val 0',
        '\t index 1 ref 1 bind 1',
        '',
        '',
      ].join('\n'),
    );
    expect(said[7]).toContain('action order 2: mirred (Egress Redirect to device ');
    expect(said[7]).toContain('Sent hardware 0 bytes 0 pkt');
    expect(base).not.toBe('');
  });

  it('goes with the interface it is on', () => {
    const { runs } = after(MLX5, [...drop, 'devlink dev eswitch set pci/BDF mode legacy']);
    expect(runs.nic.switches).toBeUndefined();
  });

  it('on an interface that is no port of such a switch is refused', () => {
    const { said } = after('intel-82599', [
      'tc qdisc add dev PF ingress',
      'tc qdisc add dev nix0 ingress',
    ]);
    expect(said[0]).toBe(
      'RTNETLINK answers: Operation not supported\nWe have an error talking to the kernel\n',
    );
    expect(said[1]).toBe('Cannot find device "nix0"\n');
  });
});

describe('Flow Director', () => {
  const rx = { vms: [{ count: 2, traffic: { direction: 'rx', pps: 100_000 } }] };

  it('drops in the card what comes in, and is shown again', () => {
    const { said, built } = after(
      'intel-82599',
      ['ethtool -N PF flow-type udp4 dst-ip 192.0.2.10 dst-port 9 action -1', 'ethtool -n PF'],
      rx,
    );
    expect(said[0]).toBe('Added rule with ID 2045\n');
    expect(said[1]).toContain('Total 1 rules\n\nFilter: 2045\n\tRule Type: UDP over IPv4\n');
    expect(said[1]).toContain('\tDest IP addr: 192.0.2.10 mask: 0.0.0.0\n');
    expect(said[1]).toContain('\tAction: Drop\n');
    const [first, second] = built().machine.s.tallies;
    expect(first!.dropped[DROP['switch-acl']]).toBeGreaterThan(90);
    expect(second!.delivered).toBeGreaterThan(90);
  });

  it('refuses what its card cannot do', () => {
    const igb = after('intel-82576', ['ethtool -N PF flow-type udp4 dst-port 53 action -1']);
    expect(igb.said[0]).toBe('rmgr: Cannot insert RX class rule: Operation not supported\n');
    const { said } = after('intel-82599', [
      'ethtool -N PF flow-type udp4 dst-port 53 vf 9 action 0',
      'ethtool -N PF delete 7',
      'ethtool -N PF flow-type udp4 dst-port x action -1',
    ]);
    expect(said[0]).toBe('rmgr: Cannot insert RX class rule: Invalid argument\n');
    expect(said[1]).toBe('rmgr: Cannot delete RX class rule: Invalid argument\n');
    expect(said[2]).toContain('bad command line argument(s)');
  });
});

describe('bridge fdb', () => {
  const vms = {
    vms: [
      { count: 1, traffic: { direction: { to: 'vm1' }, pps: 100_000 } },
      { count: 1, path: 'virtio', traffic: { kind: 'single', direction: 'rx' } },
    ],
  };

  it('self: a VF then reaches the guest behind the bridge', () => {
    const { said, built } = after(
      'intel-82599',
      [
        'bridge fdb add 52:54:00:00:00:01 dev PF self',
        'bridge fdb add 52:54:00:00:00:01 dev PF self',
        'bridge fdb show dev PF',
        'bridge fdb add 52:54:00:00:00:01 dev PF master',
        'bridge link show dev PF',
      ],
      vms,
    );
    expect(said[0]).toBe('');
    expect(said[1]).toBe('RTNETLINK answers: File exists\n');
    expect(said[2]).toMatch(/^52:54:00:00:00:01 dev \S+ self permanent$/m);
    expect(said[3]).toBe('RTNETLINK answers: Operation not supported\n');
    expect(said[4]).toMatch(/^\d+: \S+: <BROADCAST,MULTICAST,UP\S*> mtu 1500 hwmode VEB \n$/);
    const [vf] = built().machine.s.tallies;
    expect(vf!.dropped[DROP['no-hairpin']]).toBe(0);
    expect(vf!.delivered).toBeGreaterThan(80);
  });

  it('del: as before', () => {
    const line = 'fdb add 52:54:00:00:00:01 dev PF self';
    const { runs } = after(
      'intel-82599',
      [`bridge ${line}`, `bridge ${line.replace('add', 'del')}`],
      vms,
    );
    expect(runs.nic.switches).toBeUndefined();
  });
});
