import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseScenario } from '../engine/scenario/parse';
import { PATH_IDS, TRAFFIC_KINDS } from '../engine/scenario/scenario';
import { scenarioToJson } from '../engine/scenario/to-json';
import { MOTIONS } from './prefs';
import { PANES, readUrl, writeUrl } from './url';
import type { UrlState } from './url';

function read(address: string): Promise<UrlState> {
  const url = new URL(address, 'https://lab.example/page/');
  return readUrl(url.search, url.hash);
}

const scenarios = fc
  .record(
    {
      seed: fc.nat(),
      host: fc.record({ cores: fc.integer({ min: 1, max: 256 }), ari: fc.boolean() }),
      nic: fc.record(
        { device: fc.constantFrom('intel-82576', 'intel-e810'), numVfs: fc.nat(300) },
        { requiredKeys: [] },
      ),
      vms: fc.array(
        fc.record(
          {
            count: fc.integer({ min: 1, max: 4 }),
            path: fc.constantFrom(...PATH_IDS),
            traffic: fc.record(
              {
                kind: fc.constantFrom(...TRAFFIC_KINDS),
                direction: fc.constantFrom('tx', 'rx', 'both', { to: 'vm1' }),
                pps: fc.double({ min: 1, max: 2e7, noNaN: true }),
                batch: fc.integer({ min: 1, max: 256 }),
              },
              { requiredKeys: [] },
            ),
          },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  )
  .map((input) => parseScenario(input))
  .filter((result) => result.ok)
  .map((result) => result.scenario);

const views = fc.constantFrom(
  { view: null, docked: false },
  { view: 'stage' as const, docked: false },
  { view: 'terminal' as const, docked: false },
  { view: 'stage' as const, docked: true },
  { view: 'pcie' as const, docked: true },
);
const settings = fc.dictionary(
  fc.constantFrom('vms.0.tuning.eventIdx', 'vms.0.tuning.haltPollUs', 'host.apicv'),
  fc.oneof(fc.boolean(), fc.integer({ min: 0, max: 10_000 }), fc.constantFrom('same', '4KiB')),
  { noNullPrototype: true },
);
const lanes = fc.array(fc.record({ path: fc.constantFrom(...PATH_IDS), set: settings }), {
  minLength: 2,
  maxLength: 4,
});
const others = fc.record({
  compare: fc.option(lanes),
  beside: fc.constantFrom(null, 'none' as const, ...PATH_IDS),
  t: fc.option(fc.integer({ min: 0, max: 10e12 })),
  quest: fc.constantFrom(null, '7', '4294967295:wrong-vlan'),
  speed: fc.option(fc.double({ min: 1e-9, max: 1, noNaN: true })),
  lang: fc.constantFrom(null, 'en' as const, 'zh-CN' as const),
  theme: fc.constantFrom(null, 'dark' as const, 'projector' as const, 'auto' as const),
  motion: fc.constantFrom(null, ...MOTIONS),
  text: fc.option(fc.integer({ min: 100, max: 200 })),
  hotkeys: fc.option(fc.boolean()),
  embed: fc.boolean(),
  hide: fc.subarray([...PANES]),
  lesson: fc.constantFrom(null, 'course', 'vm-exit', 'https://example.org/a%20b.md?x=1&y=2'),
  step: fc.constantFrom(null, 'goals', 'predict-2'),
  glossary: fc.constantFrom(null, 'all', 'vm-exit'),
  docs: fc.constantFrom(null, 'home', 'embed:sandbox', 'scenario:vms.traffic.pps'),
  present: fc.boolean(),
  part: fc.constantFrom(null, 'vmm', 'driver.vm0', 'vf.f3'),
  note: fc.constantFrom(null, 'Look at <b>the IOMMU</b> & why?', '看这里：#s=x'),
  v: fc.constantFrom(null, '0.1.0', '12.0.3'),
});
const states = fc.tuple(others, views).map(([other, view]) => ({ ...other, ...view }));

test('what is written reads back as the same state of the same scenario', async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, states, async (scenario, page) => {
      const address = await writeUrl({ ...page, scenarioInput: scenarioToJson(scenario) });
      const { scenarioInput, problems, ...back } = await read(address);
      expect(problems).toEqual([]);
      expect(back).toEqual(page);
      expect(parseScenario(scenarioInput)).toEqual({ ok: true, scenario });
      expect(await writeUrl({ ...back, scenarioInput })).toBe(address);
    }),
    { numRuns: 200 },
  );
});
