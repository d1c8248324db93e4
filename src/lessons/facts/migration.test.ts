import { describe, expect, test } from 'vitest';
import { Run } from '../../engine/run';
import { PS_PER_NS } from '../../engine/units';
import { evidenceAt, wholeRun } from '../headless';
import { explainFact, readFact } from './names';

const TRAFFIC = { kind: 'cbr', direction: 'both', pps: 20_000 };

function moved(vm: object, migration: object | null = {}, more: object = {}) {
  const whole = wholeRun(
    { vms: [{ count: 1, traffic: TRAFFIC, ...vm }], migration, run: { until: '9ms' }, ...more },
    (scenario) => new Run(scenario),
  );
  const report = whole.run.migrationAt(whole.run.end);
  const read = (name: string, at = whole.run.end) => {
    const steps = Array.from(name.matchAll(/\[(\d+)\]|([\w-]+)/gu), ([, n, word]) =>
      n === undefined ? (word ?? '') : Number(n),
    );
    expect(explainFact(['migration', ...steps])).toBeNull();
    return readFact(['migration', ...steps], evidenceAt(whole, at));
  };
  return { report, read };
}

describe('a guest with virtio', () => {
  const { report, read } = moved({ path: 'vhost-net' });

  test('is on its way, then there, and its facts are those of the report', () => {
    const [first] = report?.listed ?? [];
    expect(read('state', 0)).toBe('waiting');
    expect(read('downtimeNs', first?.end)).toBeNull();
    expect(read('rounds', (first?.end ?? 0) - 1)).toBe(1);
    expect(read('state')).toBe('moved');
    expect(read('refused')).toBe(false);
    expect(read('blocker')).toBeNull();
    expect(read('carrier')).toBe('vhost');
    expect([read('rounds'), read('pages'), read('sentPages'), read('lastPages')]).toEqual([
      report?.rounds,
      report?.pages,
      report?.sentPages,
      report?.lastPages,
    ]);
    expect(read('round[2].pages')).toBe(report?.listed[1]?.pages);
    expect(read('round[99].pages')).toBeNull();
    expect([read('lost'), read('late')]).toEqual([report?.lost, report?.late]);
    expect(read('deviceBytes')).toBe(report?.deviceBytes);
  });

  test('who wrote its pages', () => {
    const by = ['applications', 'driver', 'device'].map((who) => read(`dirtied.${who}`));
    expect(by).toEqual(Object.values(report?.dirtiedBy ?? {}));
    expect(by.every((pages) => Number(pages) > 50)).toBe(true);
  });

  test('stood still while the rest was sent, a part of the time that all took', () => {
    const { stoppedAt, resumedAt } = report ?? { stoppedAt: 0, resumedAt: 0 };
    expect(read('downtimeNs')).toBe((resumedAt - stoppedAt) / PS_PER_NS);
    expect(Number(read('copyNs'))).toBeGreaterThan(10 * Number(read('downtimeNs')));
    expect(read('standbyNs')).toBeNull();
  });
});

test('a guest with a VF is refused, and keeps it', () => {
  const { read } = moved({ path: 'sriov' });
  expect([read('state'), read('refused'), read('blocker')]).toEqual(['refused', true, 'vfio']);
  expect([read('carrier'), read('downtimeNs'), read('copyNs')]).toEqual(['vf', null, null]);
});

test('a failover pair goes by its standby from before the copy to after it', () => {
  const { report, read } = moved({ path: 'sriov', failover: true });
  const { stopped, back } = report?.primary ?? { stopped: -1, back: -1 };
  expect([0, stopped, back - 1, back].map((at) => read('carrier', at))).toEqual([
    'vf',
    'vhost',
    'vhost',
    'vf',
  ]);
  expect(read('standbyNs', 0)).toBe(0);
  expect(read('standbyNs', stopped + 5000 * PS_PER_NS)).toBe(5000);
  expect(read('standbyNs')).toBe((back - stopped) / PS_PER_NS);
  expect(Number(read('standbyNs'))).toBeGreaterThan(Number(read('copyNs')));
});

test('where nobody is moved there is nothing to say', () => {
  const { report, read } = moved({ path: 'vhost-net' }, null);
  expect(report).toBeNull();
  expect([read('state'), read('refused'), read('carrier')]).toEqual([null, null, null]);
});
