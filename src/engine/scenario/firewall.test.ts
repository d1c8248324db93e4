import { expect, test } from 'vitest';
import { parseScenario } from './parse';
import { scenarioToJson } from './to-json';

const issues = (input: unknown) => {
  const result = parseScenario(input);
  return result.ok ? [] : result.issues;
};

test('the first command that nft refuses is named with the word it stumbles over', () => {
  const firewall = ['add table bridge f', 'add rule bridge f c udp dporrt 9 drop'];
  expect(issues({ host: { firewall } })).toEqual([
    {
      path: 'host.firewall.1',
      code: 'not-allowed',
      found: '"dporrt"',
      allowed: 'a command of nft: syntax error, unexpected string, expecting sport or dport',
    },
  ]);
});

test('it is a list', () => {
  expect(issues({ host: { firewall: 'drop' } })).toEqual([
    {
      path: 'host.firewall',
      code: 'wrong-type',
      found: '"drop"',
      allowed: 'a list of at most 500',
    },
  ]);
});

test('the service is for what comes from outside', () => {
  expect(issues({ vms: [{ traffic: { destination: 'service' } }] })).toEqual([
    {
      path: 'vms.0.traffic.destination',
      code: 'conflict',
      found: '"service"',
      allowed: '"peer"',
      rule: 'service-receives',
    },
  ]);
});

test('rules stand in the file that a scenario is written to', () => {
  const host = { firewall: ['add table bridge f'], bridgeNfCallIptables: true };
  const parsed = parseScenario({ host });
  expect(parsed.ok && scenarioToJson(parsed.scenario)).toEqual({ host });
});
