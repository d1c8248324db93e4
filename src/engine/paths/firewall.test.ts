import { describe, expect, test } from 'vitest';
import { DROP } from '../costs/facts';
import { PATH_IDS, type PathId } from '../scenario/scenario';
import { watch } from '../taps/watch';
import { completeHost, completeRun, sum } from '../testing';
import { STEP } from '../costs/steps';
import type { HostParts } from './host';

const chain = (family: string, hook: string, policy = 'accept') => [
  `add table ${family} t`,
  `add chain ${family} t ${hook} { type filter hook ${hook} priority 0; policy ${policy}; }`,
];
const BLOCK = [...chain('bridge', 'forward'), 'add rule bridge t forward udp dport 9 counter drop'];

const one = (path: PathId, direction: unknown, firewall: readonly string[], more: object = {}) => ({
  host: { firewall, ...more },
  nic: { numVfs: path === 'passthrough' ? 0 : 2 },
  vms: [{ count: 1, path, traffic: { kind: 'burst', packets: 20, direction } }],
  run: { until: '5ms' },
});

/** The books of a host after its run: nothing may be lost uncounted. */
function books({ machine }: HostParts) {
  const { sent, delivered, dropped } = machine.s.tallies[0]!;
  expect(sent).toBe(delivered + sum(dropped) + machine.s.packets.live);
  return { sent, delivered, firewall: dropped[DROP.firewall]! };
}

const ruleStep = STEP['nf-rules'];
const BRIDGED: readonly PathId[] = ['emulated', 'emulated-rtl8139', 'virtio', 'vhost-net'];

describe('a rule on the bridge of the host', () => {
  test.each(PATH_IDS)('%s: obeyed where frames pass the bridge, and nowhere else', (path) => {
    for (const direction of ['tx', 'rx']) {
      const { host } = completeHost(one(path, direction, BLOCK));
      const { sent, delivered, firewall } = books(host);
      const stopped = BRIDGED.includes(path);
      expect({ direction, delivered, firewall }).toEqual({
        direction,
        delivered: stopped ? 0 : sent,
        firewall: stopped ? sent : 0,
      });
      const { counterPackets, counterBytes } = host.filter.s.counts;
      expect(counterPackets).toEqual([firewall]);
      expect(counterBytes).toEqual([firewall * (1500 - 14)]);
    }
  });

  test('a program of the host is stopped in the host’s own stack', () => {
    const rules = (hook: string) => [
      ...chain('inet', hook),
      `add rule inet t ${hook} udp dport 9 counter drop`,
    ];
    for (const [direction, hook] of [
      ['tx', 'output'],
      ['rx', 'input'],
      ['tx', 'postrouting'],
      ['rx', 'prerouting'],
    ] as const) {
      const { host } = completeHost(one('bare-metal', direction, rules(hook)));
      const { sent, firewall } = books(host);
      expect([sent, firewall]).toEqual([20, 20]);
      expect(host.filter.s.counts.counterPackets).toEqual([20]);
    }
    const wrong = completeHost(one('bare-metal', 'tx', rules('input')));
    expect(books(wrong.host).delivered).toBe(20);
  });

  test('rules of the IP layer see bridged frames with br_netfilter alone', () => {
    const rules = [
      ...chain('ip', 'forward'),
      'add rule ip t forward iifname "br0" udp dport 9 drop',
    ];
    const without = completeHost(one('vhost-net', 'tx', rules));
    expect(books(without.host).firewall).toBe(0);
    const called = completeHost(one('vhost-net', 'tx', rules, { bridgeNfCallIptables: true }));
    expect(books(called.host).firewall).toBe(20);
  });
});

describe('order and verdicts', () => {
  const verdict = (rules: readonly string[], policy = 'accept') => {
    const firewall = [
      ...chain('bridge', 'forward', policy),
      'add chain bridge t side',
      ...rules.map((rule) => `add rule bridge t ${rule}`),
    ];
    const { host } = completeHost(one('vhost-net', 'tx', firewall));
    return { ...books(host), counts: host.filter.s.counts };
  };

  test('the first verdict holds, and what stands behind it is not looked at', () => {
    const { firewall, counts } = verdict([
      'forward udp dport 9 counter accept',
      'forward counter drop',
    ]);
    expect(firewall).toBe(0);
    expect(counts.counterPackets).toEqual([20, 0]);
  });

  test('the policy decides where no rule does', () => {
    expect(verdict([], 'drop').firewall).toBe(20);
    expect(verdict(['forward udp dport 9 accept'], 'drop').firewall).toBe(0);
    const { counts } = verdict(['forward tcp dport 9 accept'], 'drop');
    expect(counts.policyPackets).toEqual([20]);
  });

  test('a chain returns to the rule behind the jump, not behind goto', () => {
    expect(
      verdict(['side udp dport 9 return', 'side drop', 'forward jump side', 'forward drop'])
        .firewall,
    ).toBe(20);
    expect(verdict(['side udp dport 9 return', 'forward goto side', 'forward drop']).firewall).toBe(
      0,
    );
    expect(verdict(['side counter drop', 'forward jump side']).firewall).toBe(20);
  });

  test('fields of the real headers and the ports of the bridge', () => {
    const drops = (rule: string) => verdict([`forward ${rule} drop`]).firewall === 20;
    for (const rule of [
      'iifname vnet0',
      'oifname "enp59s0f0"',
      'iifname "vnet*" ip protocol udp',
      'ether saddr 52:54:00:00:00:00',
      'ether daddr 00:00:5e:00:53:01',
      'ip saddr 192.0.2.0/24 ip daddr 192.0.2.1',
      'udp sport 50000-50003',
      'meta l4proto { tcp, udp }',
      'meta length > 1000',
      'udp dport != { 7, 80 }',
      'ether type ip',
    ]) {
      expect([rule, drops(rule)]).toEqual([rule, true]);
    }
    for (const rule of [
      'iifname vnet1',
      'tcp dport 9',
      'vlan id 10',
      'ip saddr 192.0.2.11',
      'icmp type echo-request',
      'ether type arp',
    ]) {
      expect([rule, drops(rule)]).toEqual([rule, false]);
    }
  });

  test('a tag of the frame is seen', () => {
    const firewall = [...chain('bridge', 'forward'), 'add rule bridge t forward vlan id 10 drop'];
    const base = one('vhost-net', 'tx', firewall);
    const [vm] = base.vms;
    const vms = [{ ...vm!, traffic: { ...vm!.traffic, vlan: 10 } }];
    expect(books(completeHost({ ...base, vms }).host).firewall).toBe(20);
  });
});

test('captures hold the frame before the hook and not behind it', () => {
  const seen = (firewall: readonly string[]) => {
    const run = completeRun(one('vhost-net', 'tx', firewall));
    const { taps, sightings } = watch(run, 0, 1e15);
    return new Set(sightings.map(({ tap }) => taps[tap]!.kind));
  };
  const [guest, port] = [['guest', 'virtqueue', 'tap'], ['bridge']];
  expect(seen(BLOCK)).toEqual(new Set([...guest, ...port]));
  const early = [...chain('bridge', 'prerouting'), 'add rule bridge t prerouting drop'];
  expect(seen(early)).toEqual(new Set(guest));
});

describe('what rules cost', () => {
  const throughput = (path: PathId, rules: number) => {
    const firewall = [
      ...chain('bridge', 'forward'),
      ...Array.from(
        { length: rules },
        (_, i) => `add rule bridge t forward ip saddr 203.0.113.${String(i % 250)} drop`,
      ),
    ];
    const run = completeRun({
      host: { firewall },
      vms: [{ count: 1, path, traffic: { kind: 'bulk', direction: 'tx', packetBytes: 1500 } }],
      run: { until: '5ms' },
    });
    return run.metrics().throughputGbps;
  };

  test('a thousand slow what passes the bridge down, and not a VF', () => {
    expect(throughput('vhost-net', 400)).toBeLessThan(throughput('vhost-net', 0) / 2);
    expect(throughput('sriov', 400)).toBe(throughput('sriov', 0));
  });

  test('the time is put down to rules, as many as were looked at', () => {
    const firewall = [
      ...BLOCK.slice(0, 2),
      ...Array.from({ length: 7 }, () => 'add rule bridge t forward tcp dport 80 drop'),
    ];
    const run = completeRun(one('vhost-net', 'tx', firewall));
    const journey = run.window(0, run.end);
    expect(journey.hops.count).toBeGreaterThan(0);
    const { prices } = run;
    const rows = [...journey.hops.step].flatMap((step, i) =>
      step === ruleStep ? [(journey.hops.end[i]! - journey.hops.start[i]!) / prices.nfRule] : [],
    );
    expect(rows).toHaveLength(20);
    for (const times of rows) expect(times).toBeCloseTo(7, 3);
  });
});

describe('a load balancer on the bridge', () => {
  const balanced = (statement: string, paths: readonly PathId[] = ['vhost-net', 'virtio']) => {
    const run = completeRun({
      seed: 3,
      nic: { numVfs: 2 },
      host: {
        firewall: [
          'add table bridge lb',
          'add chain bridge lb to0',
          'add chain bridge lb to1',
          'add chain bridge lb prerouting { type filter hook prerouting priority dstnat; }',
          'add rule bridge lb to0 counter ether daddr set 52:54:00:00:00:00 accept',
          'add rule bridge lb to1 counter ether daddr set 52:54:00:00:00:01 accept',
          `add rule bridge lb prerouting ip daddr 192.0.2.200 ${statement} vmap { 0 : jump to0, 1 : jump to1 }`,
        ],
      },
      vms: [
        ...paths.map((path) => ({
          count: 1,
          path,
          traffic: { kind: 'burst', packets: 1, direction: 'tx' },
        })),
        {
          count: 8,
          path: 'vhost-net',
          traffic: { kind: 'burst', packets: 5, direction: 'rx', destination: 'service' },
        },
      ],
      run: { until: '5ms' },
    });
    const { packets } = run.metrics();
    const { sightings, taps, book } = watch(run, 0, 1e15);
    const reached = [0, 1].map(
      (vm) =>
        sightings.filter(({ tap, packet, at }) => {
          const { kind, vm: whose } = taps[tap]!;
          return kind === 'guest' && whose === vm && book.frameAt(packet, at)?.origin.dst === -5;
        }).length,
    );
    return { packets, reached };
  };

  test('numgen gives frames to the guests in turn', () => {
    expect(balanced('numgen inc mod 2').reached).toEqual([20, 20]);
  });

  test('a hash of the flow gives all frames of one sender to one guest', () => {
    const { reached, packets } = balanced('jhash ip saddr . udp sport mod 2 seed 0x2');
    expect(reached[0]! + reached[1]!).toBe(40);
    expect(reached[0]! % 5).toBe(0);
    expect(Math.min(...reached)).toBeGreaterThan(0);
    expect(packets.dropped).toEqual({});
  });

  test('it cannot reach a VF: its address is not behind the bridge', () => {
    const { reached, packets } = balanced('numgen inc mod 2', ['vhost-net', 'sriov']);
    expect(reached).toEqual([20, 0]);
    expect(packets.dropped).toEqual({ 'no-receiver': 20 });
  });
});
