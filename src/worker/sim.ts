import { transfer } from 'comlink';
import type { DeviceProfile } from '../engine/pci/device-profile';
import { DEVICES } from '../engine/pci/devices';
import { vfLimits } from '../engine/pci/limits';
import type { Run } from '../engine/run';
import { lostOnPath } from '../engine/scenario/lost-on-path';
import { parseScenario, parseScenarioText } from '../engine/scenario/parse';
import { PATH_IDS } from '../engine/scenario/scenario';
import type { HostConfig, Scenario } from '../engine/scenario/scenario';
import { scenarioToJson } from '../engine/scenario/to-json';
import { captureToReplay, readCapture } from '../formats/capture/read';
import { isOwn } from '../shell/as-it-runs';
import { Ahead } from './ahead';
import { capturesApi } from './captures-api';
import type { CapturesApi } from './captures-api';
import { cardLimits } from './card-limits';
import { compareApi, type Shown } from './compare';
import type { CompareApi } from './compare-api';
import type { DeviceChoice, RunId, RunInfo, RunWindow, SimApi } from './api';
import { hostApi } from './host';
import type { HostApi } from './host-api';
import { createLabAccess, type Moment } from '../shell/lab-access';
import { journeyApi } from './journey-api';
import type { JourneyApi } from './journey-api';
import { metricsApi } from './metrics-api';
import type { MetricsApi } from './metrics-api';
import { modelApi } from './model-api';
import type { ModelApi } from './model-api';
import { questApi } from './quest-api';
import { openedFutures } from './opened-futures';
import { withBeside } from './with-beside';
import { quizApi, type QuizApi } from './quiz-api';
import type { QuestApi } from './quest-api';
import { traceApi } from './trace-api';
import type { TraceApi } from './trace-api';
import { LiveHost } from './live-host';

/** Events between two looks at the clock. */
const EVENTS_A_LOOK = 4_000;
/** Rows of one window; more would not be drawn in a frame. */
const MAX_ROWS = 40_000;
/** The run shown and the one being opened. */
const KEPT_RUNS = 2;

/** The simulation as the page sees it: runs by number, results as buffers that are given away. */
export function createSim(): SimApi &
  HostApi &
  ModelApi &
  CompareApi &
  JourneyApi &
  MetricsApi &
  TraceApi &
  CapturesApi &
  QuizApi &
  QuestApi {
  const runs = new Map<RunId, Run>();
  let last = 0;
  /** The moment the page last asked for: what commands of the host see of the run. */
  let seen: Moment | null = null;
  let shown: Shown | null = null;
  const ahead = new Ahead();
  const live = new LiveHost(
    createLabAccess(
      () => seen,
      (pf) => live.uplink(pf),
    ),
  );

  const runOf = (id: RunId): Run => {
    const run = runs.get(id);
    if (run === undefined) throw new Error(`There is no run ${String(id)}`);
    return run;
  };

  const keep = (run: Run): RunId => {
    last += 1;
    const id = last as RunId;
    runs.set(id, run);
    // One that is given up before it is shown must not push out the one that is.
    for (const [old, each] of runs) {
      if (old <= id - KEPT_RUNS && each !== seen?.run) runs.delete(old);
    }
    return id;
  };

  return {
    ...hostApi(live),
    ...modelApi(runOf),
    ...traceApi(runOf),
    ...capturesApi(runOf, (pf) => live.uplink(pf)),
    ...metricsApi(runOf),
    ...questApi(() => (shown === null ? null : { run: runOf(shown.run), runs: shown.runs })),
    ...quizApi,
    ...compareApi(() => shown),
    ...journeyApi(runOf),
    ready: () => true,
    open: (input, beside) => {
      const parsed = typeof input === 'string' ? parseScenarioText(input) : parseScenario(input);
      if (!parsed.ok) return parsed;
      const { vms } = withBeside(parsed.scenario, beside);
      const { kept, runs: scenario } = live.follow(parsed.scenario, vms);
      const compared = withBeside(scenario, beside);
      const run = ahead.runOf(compared);
      const info: RunInfo = {
        run: keep(run),
        scenario,
        scenarioInput: scenarioToJson(kept),
        besideVm: compared === scenario ? -1 : run.topology.vms.length - 1,
        topology: run.topology,
        host: {
          from: hostFrom(scenario),
          hasCard: !isOwn(scenario) || scenario.nic.profile !== undefined,
        },
        withdrawnVfs: live.withdrawnVfs,
        devices: deviceChoices(run.topology.card.device, scenario.host),
        cardLimits: cardLimits(run.topology.card.device, scenario.host),
        paths: PATH_IDS,
        end: run.end,
        firstJourneyEnd: run.firstJourneyEnd(),
      };
      shown = { run: info.run, input: info.scenarioInput, runs: scenario };
      const { madeWith, futures } = parsed;
      return {
        ok: true,
        info,
        ...(madeWith === undefined ? {} : { madeWith }),
        ...(futures === undefined ? {} : { futures: openedFutures(futures) }),
      };
    },
    foresee: (input, beside) => {
      const parsed = input === null ? null : parseScenario(input);
      ahead.foresee(parsed?.ok === true ? withBeside(parsed.scenario, beside) : null);
    },
    extendForeseen: (until, budgetMs) => ahead.extend(until, budgetMs),
    extend: (id, budgetMs) => {
      const run = runOf(id);
      const until = performance.now() + budgetMs;
      let done: boolean;
      do done = run.extend(EVENTS_A_LOOK);
      while (!done && performance.now() < until);
      const { time, cls, vm } = run.exitMarks();
      const progress = {
        reached: run.reached,
        done,
        exitTime: time,
        exitClass: cls,
        exitVm: vm,
        stopped: run.stopped,
        log: run.log,
      };
      return transfer(progress, [time.buffer, cls.buffer, vm.buffer]);
    },
    window: (id, from, to) => given(runOf(id).window(from, to, MAX_ROWS)),
    instant: (id, at, selection) => {
      const run = runOf(id);
      seen = { run, at };
      return {
        at,
        metrics: run.metricsAt(at),
        inspection: selection === null ? null : run.inspect(at, selection),
        migration: migrationOf(run, at),
      };
    },
    neighbour: (id, at, direction, grain, packet) =>
      runOf(id).neighbour(at, direction, grain, packet),
    journey: (id, packet) => given(runOf(id).journey(packet)),
    lostOnPath,
    readCapture: (bytes, name) => {
      const read = readCapture(bytes, name);
      if (!read.ok) return read;
      return { ok: true, replay: captureToReplay(read.capture), warnings: read.warnings };
    },
  };
}

function migrationOf(run: Run, at: number) {
  const [now, whole] = [run.migrationAt(at), run.migrationAt(run.reached)];
  return now === null || whole === null ? null : { now, whole };
}

function hostFrom({ machine, nic }: Scenario): RunInfo['host']['from'] {
  return machine !== null ? 'machine' : nic.lspci !== null ? 'dump' : 'lab';
}

/** The lab's cards, and the one in the slot as it is there where it came with a machine or a dump. */
function deviceChoices(own: DeviceProfile, host: HostConfig): readonly DeviceChoice[] {
  const { slot: _slot, ...labs } = host;
  const known = DEVICES.some(({ id }) => id === own.id);
  const listed = DEVICES.map((device) => (device.id === own.id ? own : device));
  return [...(known ? [] : [own]), ...listed].map((device) => {
    const limits = vfLimits(device, device === own ? host : labs);
    return {
      id: device.id,
      name: device.name,
      vfMax: limits.max,
      vfBinding: limits.binding,
      limits: limits.all,
    };
  });
}

/** The buffers of a window go to the page; the run keeps its own. */
function given(window: RunWindow): RunWindow {
  const { hops, facts } = window;
  return transfer(window, [
    hops.start.buffer,
    hops.end.buffer,
    hops.packet.buffer,
    hops.vm.buffer,
    hops.step.buffer,
    hops.from.buffer,
    hops.to.buffer,
    hops.thread.buffer,
    facts.time.buffer,
    facts.kind.buffer,
    facts.vm.buffer,
    facts.packet.buffer,
    facts.a.buffer,
    facts.b.buffer,
    facts.c.buffer,
  ]);
}
