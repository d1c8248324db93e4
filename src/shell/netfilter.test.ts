import { describe, expect, test } from 'vitest';
import { Run } from '../engine/run';
import { scenario } from '../engine/testing';
import { asItRuns } from './as-it-runs';
import { startHost } from './host';
import { createLabAccess } from './lab-access';
import { noNames } from './testing-host';

const guest = (path: string) => ({
  count: 1,
  path,
  traffic: { kind: 'burst', packets: 12, direction: 'tx' },
});
const INPUT = {
  nic: { numVfs: 1 },
  vms: [guest('vhost-net'), guest('sriov')],
  run: { until: '5ms' },
};
const LINES = [
  'nft add table bridge filter',
  "nft add chain bridge filter forward '{ type filter hook forward priority filter; policy accept; }'",
  'nft add rule bridge filter forward iifname vnet0 udp dport 9 counter drop',
];

/** A host on which the lines were typed, its run, and what nft then says. */
function typed(lines: readonly string[], input: object = INPUT) {
  const before = scenario(input);
  const access: { run: Run | null } = { run: null };
  const lab = createLabAccess(
    () => access.run && { run: access.run, at: access.run.end },
    () => 'enp59s0f0',
  );
  const { kernel, shell, pfs } = startHost(before, noNames, lab);
  const answers = lines.map((line) =>
    shell
      .run(line, null)
      .chunks.map(({ text }) => text)
      .join(''),
  );
  const runs = asItRuns(before, kernel, pfs);
  const run = new Run(runs);
  while (!run.extend(100_000));
  access.run = run;
  const say = (line: string) =>
    shell
      .run(line, null)
      .chunks.map(({ text }) => text)
      .join('');
  return { run, runs, answers, say };
}

describe('rules that are typed on the host', () => {
  test('act in the run, and their counters are read back', () => {
    const { run, answers, say } = typed(LINES);
    expect(answers).toEqual(['', '', '']);
    const { vms } = run.metrics();
    expect(vms.map(({ packets }) => packets.dropped)).toEqual([{ firewall: 12 }, {}]);
    expect(vms[1]!.packets.delivered).toBe(12);
    expect(say('nft list ruleset')).toBe(`table bridge filter {
	chain forward {
		type filter hook forward priority filter; policy accept;
		iifname "vnet0" udp dport 9 counter packets 12 bytes 17832 drop
	}
}
`);
  });

  test('a host on which nobody changed them runs as the scenario says', () => {
    const { runs } = typed(['nft list ruleset', 'nft -c add table ip x']);
    expect(runs.host.netfilter).toBeUndefined();
  });

  test('what the scenario has is there from the start, and can be taken away', () => {
    const firewall = [
      'add table bridge f',
      'add chain bridge f c { type filter hook prerouting priority 0; policy drop; }',
    ];
    const { run, answers } = typed(['nft list tables', 'nft flush ruleset'], {
      ...INPUT,
      host: { firewall },
    });
    expect(answers[0]).toBe('table bridge f\n');
    expect(run.metrics().packets.dropped).toEqual({});
  });

  test('a file of rules is read whole or not at all, and a mistake named with line and column', () => {
    const { answers } = typed([
      "printf 'table inet t {\\n chain i {\\n  bogus\\n }\\n}\\n' | nft -f -",
      'nft list ruleset',
    ]);
    expect(answers).toEqual([
      '/dev/stdin:3:3-7: Error: No symbol type information\n  bogus\n  ^^^^^\n',
      '',
    ]);
  });

  test('bridged frames are shown to the IP layer when sysctl says so', () => {
    const rules = [
      'nft add table ip t',
      "nft add chain ip t f '{ type filter hook forward priority 0; policy drop; }'",
    ];
    expect(typed(rules).run.metrics().packets.dropped).toEqual({});
    const { run, answers } = typed([...rules, 'sysctl -w net.bridge.bridge-nf-call-iptables=1']);
    expect(answers[2]).toBe('net.bridge.bridge-nf-call-iptables = 1\n');
    expect(run.metrics().packets.dropped).toEqual({ firewall: 12 });
  });

  test('iptables stops what crosses the bridge once br_netfilter shows it, by port and not by -i', () => {
    const byPort = 'iptables -A FORWARD -m physdev --physdev-in vnet0 -p udp --dport 9 -j DROP';
    const byName = 'iptables -A FORWARD -i vnet0 -p udp -j DROP';
    const shown = 'sysctl -w net.bridge.bridge-nf-call-iptables=1';
    expect(typed([byPort, byName]).run.metrics().packets.dropped).toEqual({});
    expect(typed([byName, shown]).run.metrics().packets.dropped).toEqual({});
    const { run, answers, say } = typed([byName, byPort, shown]);
    expect(answers.slice(0, 2)).toEqual(['', '']);
    expect(run.metrics().vms.map(({ packets }) => packets.dropped)).toEqual([{ firewall: 12 }, {}]);
    expect(run.metrics().vms[1]!.packets.delivered).toBe(12);
    expect(say('iptables -L FORWARD -v -n --line-numbers'))
      .toBe(`Chain FORWARD (policy ACCEPT 0 packets, 0 bytes)
num   pkts bytes target     prot opt in     out     source               destination         
1        0     0 DROP       17   --  vnet0  *       0.0.0.0/0            0.0.0.0/0           
2       12 17832 DROP       17   --  *      *       0.0.0.0/0            0.0.0.0/0            PHYSDEV match --physdev-in vnet0 udp dpt:9
`);
    expect(say('nft list ruleset')).toContain('xt match physdev udp dport 9 counter packets 12 ');
  });

  test('what comes to the policy of a chain of iptables is counted and dropped', () => {
    const { run, say } = typed([
      'iptables -P FORWARD DROP',
      'sysctl -w net.bridge.bridge-nf-call-iptables=1',
    ]);
    expect(run.metrics().packets.dropped).toEqual({ firewall: 12 });
    expect(say('iptables -S FORWARD -v')).toMatch(/^-P FORWARD DROP -c 12 \d+\n$/u);
  });

  test('rules that go let the frames pass again, and a list changes nothing', () => {
    const lines = ['iptables -P FORWARD DROP', 'sysctl -w net.bridge.bridge-nf-call-iptables=1'];
    const accepted = [...lines, 'iptables -I FORWARD -m physdev --physdev-in vnet+ -j ACCEPT'];
    expect(typed(accepted).run.metrics().packets.dropped).toEqual({});
    const gone = [...accepted, 'iptables -D FORWARD 1'];
    expect(typed(gone).run.metrics().packets.dropped).toEqual({ firewall: 12 });
    expect(typed(['iptables -L -v -n', 'iptables -S']).runs.host.netfilter).toBeUndefined();
  });
});
