import { describe, expect, test } from 'vitest';
import { parseScenario } from './parse';
import { scenarioToJson } from './to-json';

describe('what is said of the switch in the card', () => {
  const cases: readonly (readonly [unknown, ...unknown[]])[] = [
    [
      { nic: { eswitch: 'switchdev' } },
      {
        path: 'nic.eswitch',
        code: 'conflict',
        found: '"switchdev"',
        allowed: 'legacy',
        rule: 'driver-without-switchdev',
      },
    ],
    [
      { nic: { device: 'intel-82576', flows: [{ action: 'vm9' }] } },
      {
        path: 'nic.flows',
        code: 'conflict',
        found: '[… 1]',
        allowed: 'a list of at most 0',
        rule: 'driver-without-filters',
      },
      {
        path: 'nic.flows.0.action',
        code: 'conflict',
        found: '"vm9"',
        allowed: 'vm0 to vm1',
        rule: 'no-such-guest',
      },
    ],
    [
      { nic: { flows: [{ from: 'vm0', vlan: 3 }], fdb: ['vm2'] } },
      {
        path: 'nic.fdb.0',
        code: 'conflict',
        found: '"vm2"',
        allowed: 'vm0 to vm1',
        rule: 'no-such-guest',
      },
      {
        path: 'nic.flows.0.from',
        code: 'conflict',
        found: '"vm0"',
        allowed: 'null',
        rule: 'only-in-switchdev',
      },
      {
        path: 'nic.flows.0.vlan',
        code: 'conflict',
        found: '3',
        allowed: 'null',
        rule: 'only-in-switchdev',
      },
    ],
    [
      { nic: { flows: [{ match: { dstIp: '192.0.2.300', dstPort: 70_000 } }] } },
      {
        path: 'nic.flows.0.match.dstIp',
        code: 'bad-quantity',
        found: '"192.0.2.300"',
        allowed: 'an IPv4 address or prefix such as 192.0.2.0/24',
      },
      {
        path: 'nic.flows.0.match.dstPort',
        code: 'out-of-range',
        found: '70000',
        allowed: 'a whole number, 0 to 65535',
      },
    ],
  ];
  test.each(cases)('%j is refused', (input, ...issues) => {
    const parsed = parseScenario(input);
    expect(parsed.ok ? [] : parsed.issues).toEqual(issues);
  });

  test('is kept in a file, with nothing that a rule leaves open', () => {
    const nic = {
      device: 'nvidia-connectx5',
      eswitch: 'switchdev',
      representors: 'alone',
      flowOffload: false,
      dropEnable: false,
      fdb: ['vm1'],
      flows: [
        { from: 'vm0', match: { srcIp: '192.0.2.0/24' } },
        { action: 'wire', vlan: 0 },
      ],
    };
    const parsed = parseScenario({ nic });
    expect(parsed.ok && scenarioToJson(parsed.scenario)).toEqual({ nic });
  });
});
