import { expect, it } from 'vitest';
import { journeyOf } from '../engine/tell/journey';
import { completeRun } from '../engine/testing';
import { en } from '../i18n/en';
import { DEPTHS, rowSentence } from '../i18n/telling';
import { zhCn } from '../i18n/zh-cn';
import { stageLabels } from './labels';

const run = (eswitch: string) =>
  completeRun({
    nic: { device: 'nvidia-connectx5', eswitch },
    vms: [{ count: 1, path: 'sriov', traffic: { kind: 'single' } }],
    run: { until: '1ms' },
  });

it.each([
  ['en', en],
  ['zh-CN', zhCn],
] as const)('%s: what is true of a VF in legacy mode is not said in switchdev mode', (_, m) => {
  const of = (eswitch: string) => {
    const { topology } = run(eswitch);
    const labels = stageLabels(m.stage, topology);
    const at = topology.places.find(({ kind }) => kind === 'switch')!;
    return { lane: labels.lane[0], inSwitch: labels.place(at)[0], full: labels.fullName(at) };
  };
  expect(of('legacy')).toEqual({
    lane: m.stage.lane.long,
    inSwitch: m.stage.places.switch.long,
    full: m.stage.places.switch.long,
  });
  expect(of('switchdev')).toEqual({
    lane: m.stage.switchdev.lane,
    inSwitch: m.stage.switchdev.switch,
    full: m.stage.switchdev.switch,
  });
});

it('a journey tells of rules, not of the MAC table and the spoof check', () => {
  const told = (eswitch: string) => {
    const one = run(eswitch);
    const { rows } = journeyOf(one, 1);
    const at = rows.filter((row) => row.kind === 'hop' && row.step === 'switching');
    expect(at.length).toBeGreaterThan(0);
    return at.flatMap((row) =>
      [...DEPTHS, 'short' as const].map((depth) => rowSentence(en, one.topology, row, 0, depth)),
    );
  };
  expect(told('legacy').join(' ')).toMatch(/spoofing.*MAC table/u);
  expect(told('switchdev').join(' ')).not.toMatch(/spoof|MAC table|No host software/u);
  expect(told('switchdev').join(' ')).toMatch(/rule/u);
});
