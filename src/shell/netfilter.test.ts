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
});
