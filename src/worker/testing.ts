import { lostOnPath } from '../engine/scenario/lost-on-path';
import { expose, wrap } from 'comlink';
import { deviceById } from '../engine/pci/devices';
import { vfLimits } from '../engine/pci/limits';
import { parseScenario, parseScenarioText } from '../engine/scenario/parse';
import { PATH_IDS } from '../engine/scenario/scenario';
import type { Scenario } from '../engine/scenario/scenario';
import { scenarioToJson } from '../engine/scenario/to-json';
import type { RunId } from './api';
import { cardLimits } from './card-limits';
import type { Api, Sim, SimLink } from './client';
import { createFakeHost } from './testing-host';
import type { FakeHost } from './testing-host';
import { EVERY, metricsOf, topologyOf, windowOf } from './testing-run';
import type { FakeRun } from './testing-run';

/** A stand-in for the simulation, for tests of the store. */

export interface FakeSim {
  readonly api: Api;
  readonly host: FakeHost;
  /** How often each call was made. */
  readonly calls: Record<string, number>;
  /** Makes every further call throw. */
  breakDown: (message: string) => void;
}

export function createFakeSim(): FakeSim {
  const runs = new Map<RunId, FakeRun>();
  const calls: Record<string, number> = {};
  let broken: string | null = null;
  let last = 0;
  const count = (name: string) => {
    calls[name] = (calls[name] ?? 0) + 1;
    if (broken !== null) throw new Error(broken);
  };
  const runOf = (run: RunId): FakeRun => {
    const found = runs.get(run);
    if (found === undefined) throw new Error(`no run ${String(run)}`);
    return found;
  };
  const host = createFakeHost();
  const api: Api = {
    ...host.api,
    // Told in tests of the engine.
    tellJourney: (_, packet) => ({
      packet,
      vm: -1,
      bytes: 0,
      from: 0,
      to: 0,
      rows: [],
      capped: false,
    }),
    // Lanes have a store test with the simulation itself.
    openLanes: () => null,
    extendLanes: () => null,
    comparePacket: () => null,
    compareRuns: () => null,
    foresee: () => undefined,
    extendForeseen: () => true,
    beginTrace: () => undefined,
    traceOn: (run) => ({ share: 1, trace: { text: `trace of ${String(run)}\n`, to: 0 } }),
    // Captures have a test of their own with the simulation itself.
    tapCounts: () => [],
    tapPicture: () => ({ columns: [], from: 0, to: 0, state: 'whole' }),
    tapFrame: () => null,
    saveCapture: () => ({ bytes: new Uint8Array(), whole: true }),
    // Quests have a test of their own with the simulation itself.
    quiz: () => [],
    startQuest: () => null,
    judgeQuest: (kind) => ({ is: 'no-sign', kind }),
    answerQuest: () => {
      throw new Error('there is no quest');
    },
    examineQuest: () => {
      throw new Error('there is no quest');
    },
    metrics: () => {
      throw new Error('metrics are tested with the simulation itself');
    },
    exitCauses: () => ({ rows: [], next: null }),
    lostOnPath,
    ready: () => true,
    open: (input, beside) => {
      count('open');
      const parsed = typeof input === 'string' ? parseScenarioText(input) : parseScenario(input);
      if (!parsed.ok) return parsed;
      const { nic } = parsed.scenario;
      const given = host.given() ?? undefined;
      const scenario: Scenario = {
        ...parsed.scenario,
        nic: given === undefined ? nic : { ...nic, given },
      };
      last += 1;
      const run = last as RunId;
      const own = scenario.vms[0] as Scenario['vms'][number];
      const withBeside = beside !== null && beside !== own.path;
      const topology = topologyOf(scenario, withBeside ? beside : null);
      runs.set(run, { scenario, topology, reached: 0 });
      const pcie = { ...scenario.host, mmioWindow: scenario.host.mmioWindow };
      return {
        ok: true,
        info: {
          run,
          scenario,
          host: { from: 'lab', hasCard: true },
          withdrawnVfs: 0,
          scenarioInput: scenarioToJson(scenario),
          besideVm: withBeside ? topology.vms.length - 1 : -1,
          topology,
          devices: ['intel-82576', 'intel-82599', 'intel-xl710', 'intel-e810']
            .map((id) => deviceById(id))
            .filter((device) => device !== undefined)
            .map((device) => {
              const limits = vfLimits(device, pcie);
              return {
                id: device.id,
                name: device.name,
                vfMax: limits.max,
                vfBinding: limits.binding,
                limits: limits.all,
              };
            }),
          cardLimits: cardLimits(topology.card.device, pcie),
          paths: PATH_IDS,
          end: scenario.run.until,
          firstJourneyEnd: 7e6,
        },
      };
    },
    extend: (run) => {
      count('extend');
      const fake = runOf(run);
      fake.reached = Math.min(fake.scenario.run.until, fake.reached + 2e9);
      return {
        reached: fake.reached,
        done: fake.reached >= fake.scenario.run.until,
        exitTime: new Float64Array(0),
        exitClass: new Uint8Array(0),
        exitVm: new Int16Array(0),
        stopped: null,
        log: { cap: 150_000, dropped: 0 },
      };
    },
    window: (run, from, to) => {
      count('window');
      return windowOf(runOf(run), from, to, 0);
    },
    instant: (run, at) => {
      count('instant');
      return { at, metrics: metricsOf(runOf(run), at), inspection: null, migration: null };
    },
    neighbour: (run, at, direction, _grain, packet) => {
      count('neighbour');
      const fake = runOf(run);
      const { hops } = windowOf(fake, at - 2 * EVERY, at + 2 * EVERY, packet);
      const starts = [...hops.start].filter((t) => (direction === 1 ? t > at : t < at));
      return starts.length === 0
        ? null
        : direction === 1
          ? Math.min(...starts)
          : Math.max(...starts);
    },
    journey: (run, packet) => {
      count('journey');
      const fake = runOf(run);
      return windowOf(fake, 0, fake.scenario.run.until, packet);
    },
    explainPacket: () => null,
    explainLatest: () => null,
    explainHop: () => [],
    explainCpu: () => ({ ps: 0, steps: [], charges: [] }),
    readCapture: (bytes, name) => {
      count('readCapture');
      if (bytes.length < 24) {
        const issue = {
          code: 'header-cut-short',
          offset: 0,
          record: 0,
          found: '',
          allowed: '',
          count: 1,
        } as const;
        return { ok: false, issue };
      }
      const macs = ['52:54:00:00:00:01', '52:54:00:00:00:02'];
      const frames = [{ at: 0, bytes: 60, src: 0, dst: 1 }];
      return { ok: true, replay: { name, macs, guest: 0, frames }, warnings: [] };
    },
  };
  return {
    api,
    host,
    calls,
    breakDown: (message) => {
      broken = message;
    },
  };
}

/** The fake, or the simulation itself, behind a real message channel, as the worker is. */
export function linkTo(fake: Pick<FakeSim, 'api'>): SimLink {
  const { port1, port2 } = new MessageChannel();
  expose(fake.api, port1);
  return {
    sim: wrap<Api>(port2) as unknown as Sim,
    close: () => {
      port1.close();
      port2.close();
    },
  };
}
