import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSim } from '../worker/sim';
import type { PathId } from '../engine/scenario/scenario';
import type { RunInfo } from '../worker/api';
import type { Lane } from '../worker/compare-api';
import type { Editable } from './run';
import { apart, app, closeAll, SHORT } from './testing-history';
import { DEFAULT_LANES } from './url-lanes';

beforeEach(() => {
  apart();
});
afterEach(closeAll);

type Act =
  | { readonly set: readonly [string, unknown] }
  | { readonly beside: PathId | null }
  | { readonly lanes: readonly Lane[] }
  | 'undo'
  | 'redo';

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Act>('undo', 'redo') },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom<readonly [string, unknown]>(
        ['vms.0.path', 'virtio'],
        ['vms.0.path', 'emulated'],
        ['vms.0.tuning.eventIdx', false],
        ['nic.numVfs', 2],
        ['nic.numVfs', 9_999],
        ['vms.0.traffic.packetBytes', 1514],
        ['vms.0.traffic.kind', 'nonsense'],
        ['host.apicv', false],
        ['costs.exitLight', 1_500],
      )
      .map((set) => ({ set })),
  },
  fc.constantFrom<PathId | null>('vhost-net', null).map((beside) => ({ beside })),
  fc.constantFrom(DEFAULT_LANES, DEFAULT_LANES.slice(1)).map((lanes) => ({ lanes })),
);

it('agrees with a list of pages and a finger on it, whatever is done in whatever order', async () => {
  const made = await app();
  const { now, lab, set, rest, undo, redo } = made;
  const page = () => JSON.stringify([now().info?.scenarioInput, now().beside, now().lanes]);
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 7 }), async (acts) => {
      now().setLanes(DEFAULT_LANES);
      made.useApp.setState({ beside: null, issues: [] });
      await lab.boot(SHORT, { cursor: 0, start: 'paused', chooseRate: false });
      await rest();
      let pages = [page()];
      let at = 0;
      for (const each of acts) {
        if (each === 'undo') {
          await undo();
          at = Math.max(0, at - 1);
        } else if (each === 'redo') {
          await redo();
          at = Math.min(pages.length - 1, at + 1);
        } else {
          if ('set' in each) await set(...each.set);
          else if ('lanes' in each) now().setLanes(each.lanes);
          else now().setBeside(each.beside);
          await rest();
          if (page() !== pages[at]) {
            pages = [...pages.slice(0, at + 1), page()];
            at += 1;
          }
        }
        expect(page()).toBe(pages[at]);
        expect(made.steps().past).toHaveLength(at);
        expect(made.steps().future).toHaveLength(pages.length - 1 - at);
      }
    }),
    { numRuns: 200 },
  );
}, 60_000);

it('brings the run back as it was, event for event, and the host at the prompt with it', async () => {
  const input = { vms: [{ path: 'sriov', count: 2 }], run: { until: '300us' } };
  const { now, lab, set, rest, undo, redo, done } = await app(input, {
    api: createSim(),
  });
  /** The scenario, and everything that happens in its run. */
  const trace = async () => {
    await vi.waitFor(() => expect(now().done).toBe(true));
    const { run, end, scenarioInput, scenario } = now().info as RunInfo;
    const whole = await lab.ask(null, (sim) => sim.window(run, 0, end));
    const all = JSON.stringify([whole?.hops, whole?.facts]);
    expect(all.length).toBeGreaterThan(10_000);
    const { edits: _texts, ...input } = scenarioInput as Editable;
    return [input, scenario.edits, createHash('sha256').update(all).digest('hex')];
  };
  const pages = [await trace()];
  await set('vms.0.traffic.packetBytes', 1514);
  pages.push(await trace());
  now().attendShell();
  const lines = [
    'cd /sys/bus/pci/devices/0000:3b:00.0; echo 0 > sriov_numvfs; echo 6 > sriov_numvfs',
    'ip link set enp59s0f0 vf 1 spoofchk off && ip link show enp59s0f0',
    'dmesg -C',
  ];
  for (const line of lines) {
    expect(await now().runLine(line, 80)).toMatchObject({ status: 0 });
    await rest();
    pages.push(await trace());
  }
  expect(done()).toHaveLength(4);
  expect(done().map(([first]) => first?.kind)).toEqual(['value', 'typed', 'typed', 'typed']);
  const seen = pages.toReversed().slice(1);
  for (const page of seen) {
    await undo();
    await rest();
    expect(await trace()).toEqual(page);
    const news = await lab.ask(null, (sim) => sim.hostNews());
    expect(news?.edits).toHaveLength(now().info?.scenario.edits.length ?? -1);
  }
  for (const page of pages.slice(1)) {
    await redo();
    await rest();
    expect(await trace()).toEqual(page);
  }
}, 30_000);
