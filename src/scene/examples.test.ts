import { describe, expect, it, test } from 'vitest';
import { Run } from '../engine/run';
import { onPath } from '../engine/scenario/on-path';
import { parseScenario } from '../engine/scenario/parse';
import { PRESETS, type PresetId } from '../engine/scenario/presets';
import type { Scenario } from '../engine/scenario/scenario';
import { en } from '../i18n/en';
import { layoutStage } from './layout';
import { sizes } from './layout/testing';
import { stageLabels } from './labels';

function scenarioOf(id: PresetId): Scenario {
  const parsed = parseScenario(PRESETS[id]);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.scenario;
}

/** With an emulated guest beside it, as the first screen has, and without. */
const variants = (scenario: Scenario): Scenario[] => {
  const [first] = scenario.vms;
  if (first === undefined) return [scenario];
  const beside = { ...onPath(first, 'emulated', scenario), count: 1 };
  return [scenario, { ...scenario, vms: [...scenario.vms, beside] }];
};

describe.each(Object.keys(PRESETS) as PresetId[])('the stage of %s', (id) => {
  const runs = variants(scenarioOf(id)).map((scenario) => new Run(scenario));

  it.each(sizes)('has a point for every place at %i × %i', (width, height) => {
    for (const { topology } of runs) {
      const labels = stageLabels(en.stage, topology);
      const besideVm = topology.vms.length - 1;
      const layout = layoutStage(topology, width, height, { labels, besideVm });
      expect(layout.places).toHaveLength(topology.places.length);
    }
  });
});

test('there are examples', () => {
  expect(Object.keys(PRESETS).length).toBeGreaterThan(20);
});
