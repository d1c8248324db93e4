import fc from 'fast-check';

const FIELDS = [
  '',
  'udp dport 9',
  'tcp dport { 7, 9 }',
  'iifname "vnet0"',
  'oifname "enp*"',
  'ip saddr 192.0.2.10-192.0.2.12',
  'ether daddr 52:54:00:00:00:01',
  'vlan id 10',
  'meta length > 1000',
  'udp sport != 50000',
];
const VERDICTS = [
  'counter',
  'counter drop',
  'accept',
  'drop',
  'jump side',
  'goto side',
  'ether daddr set 52:54:00:00:00:00',
  'jhash ip saddr . ip daddr mod 3 vmap { 0 : drop, 1 : accept }',
  'numgen inc mod 3 vmap { 0 : drop, 1 : jump side }',
  'numgen random mod 2 vmap { 0 : drop }',
];

/** For tests: a few chains with rules, at any hook of the bridge and of the host's own stack. */
export const firewall = fc
  .array(
    fc.record({
      family: fc.constantFrom('bridge', 'bridge', 'inet', 'ip'),
      hook: fc.constantFrom('prerouting', 'input', 'forward', 'output', 'postrouting'),
      priority: fc.integer({ min: -300, max: 300 }),
      policy: fc.constantFrom('accept', 'accept', 'drop'),
      rules: fc.array(fc.tuple(fc.constantFrom(...FIELDS), fc.constantFrom(...VERDICTS)), {
        maxLength: 4,
      }),
    }),
    { maxLength: 3 },
  )
  .map((chains) =>
    chains.flatMap(({ family, hook, priority, policy, rules }, i) => {
      const table = `${family} t${String(i)}`;
      // The IP layer changes no MAC address of a bridged frame.
      const fit = rules.filter(([, verdict]) => family === 'bridge' || !verdict.includes('set'));
      return [
        `add table ${table}`,
        `add chain ${table} side`,
        `add rule ${table} side udp dport 9 counter return`,
        `add chain ${table} base { type filter hook ${hook} priority ${String(priority)}; policy ${policy}; }`,
        ...fit.map(([field, verdict]) => `add rule ${table} base ${field} ${verdict}`),
      ];
    }),
  );
