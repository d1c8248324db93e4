import { describe, expect, test } from 'vitest';
import { parseScenario } from './parse';
import { onPath } from './on-path';
import { PRESETS } from './presets';
import { PATH_IDS, type Scenario } from './scenario';
import { scenarioToJson } from './to-json';

const read = (input: unknown): Scenario => {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.scenario;
};

const odd: Readonly<Record<string, unknown>> = {
  pair: { vms: [{ count: 1, path: 'sriov', failover: true }] },
  queues: { vms: [{ count: 1, path: 'vhost-net', tuning: { queues: 8 } }] },
  polling: { vms: [{ count: 1, path: 'vhost-user', tuning: { guestPolling: true } }] },
  kicks: { vms: [{ count: 1, path: 'virtio', tuning: { ioeventfd: false } }] },
  rogue: { vms: [{ count: 1, path: 'sriov', attack: { kind: 'dma-write' } }] },
  ...PRESETS,
};

describe.each(Object.keys(odd))('the guest of %s', (name) => {
  const scenario = read(odd[name]);
  const [first] = scenario.vms;
  if (first === undefined) throw new Error('no guest');

  test.each(PATH_IDS)('on %s is one that a file could name', (path) => {
    const moved = { ...scenario, vms: [onPath(first, path, scenario), ...scenario.vms.slice(1)] };
    const again = parseScenario(scenarioToJson(moved));
    const issues = again.ok ? [] : again.issues;
    // What the whole host has not (an IOMMU) is not the guest's to say.
    expect(issues.filter(({ rule }) => rule !== 'needs-iommu')).toEqual([]);
  });

  test('keeps all on its own path', () => {
    expect(onPath(first, first.path, scenario)).toBe(first);
  });
});
