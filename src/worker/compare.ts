import { transfer } from 'comlink';
import { Run } from '../engine/run';
import { withSet } from '../engine/scenario/futures';
import { lostOnPath } from '../engine/scenario/lost-on-path';
import { parseScenario } from '../engine/scenario/parse';
import type { Issue, Scenario } from '../engine/scenario/scenario';
import { withPath } from '../engine/scenario/with-path';
import { differencesOf } from '../engine/tell/differences';
import { milestonesOf } from '../engine/tell/milestones';
import { PacketOrder } from '../engine/tell/packet-order';
import { packetTrace, type PacketTrace } from '../engine/tell/packet-trace';
import { runDifferences } from '../engine/tell/run-differences';
import { afterTyping } from '../shell/after-typing';
import { withFormerSwitches } from '../shell/former-switches';
import type { RunId } from './api';
import { MOST_LANES } from './compare-api';
import type { CompareApi, Lane, LanePacket, PacketComparison } from './compare-api';
import { NUMBERS } from './numbers';

/** Events between two looks at the clock. */
const EVENTS_A_LOOK = 4_000;
/** The guest whose packets are compared. */
const GUEST = 0;

/** What the page shows: the scenario as it stands in a file, and as it runs on the host as it is. */
export interface Shown {
  readonly run: RunId;
  readonly input: unknown;
  readonly runs: Scenario;
}

interface OpenLane {
  readonly key: string;
  readonly run: Run;
  readonly order: PacketOrder;
}

/** Runs of one scenario that differ in little, side by side. */
export function compareApi(shown: () => Shown | null): CompareApi {
  let set = 0;
  let lanes: readonly (OpenLane | null)[] = [];

  const stories = (n: number): readonly (PacketTrace | null)[] =>
    lanes.map((lane) => (lane === null ? null : packetTrace(lane.run, lane.order.nth(n))));

  return {
    openLanes: (run, asked) => {
      const base = shown();
      if (base === null || base.run !== run) return null;
      const before = lanes;
      set += 1;
      const issues: (readonly Issue[])[] = [];
      lanes = asked.slice(0, MOST_LANES).map((lane, i) => {
        const made = laneScenario(base, lane);
        issues[i] = made.ok ? [] : made.issues;
        if (!made.ok) return null;
        const key = JSON.stringify(made.scenario);
        const kept = before.find((each) => each?.key === key);
        if (kept) return kept;
        const opened = new Run(made.scenario);
        if (opened.topology.vms[GUEST]?.withoutDevice !== false) return null;
        return { key, run: opened, order: new PacketOrder(opened, GUEST) };
      });
      return {
        id: set,
        base: lanes.findIndex((lane) => lane !== null),
        lanes: lanes.map((lane, i) =>
          lane === null
            ? { ok: false, issues: issues[i] ?? [] }
            : { ok: true, topology: lane.run.topology, end: lane.run.end },
        ),
      };
    },
    extendLanes: (id, budgetMs) => {
      if (id !== set) return null;
      const runs = lanes.flatMap((lane) => lane?.run ?? []);
      const until = performance.now() + budgetMs;
      for (;;) {
        const open = runs.filter((run) => !run.done);
        const [behind] = open.toSorted((a, b) => a.reached - b.reached);
        if (behind === undefined || performance.now() >= until) break;
        behind.extend(EVENTS_A_LOOK);
      }
      return { reached: reachedBy(runs), done: runs.every((run) => run.done) };
    },
    comparePacket: (id, which) => {
      const base = lanes.find((lane) => lane !== null);
      if (id !== set || !base) return null;
      const n = 'n' in which ? which.n : base.order.latest(which.at);
      if (n < 0) return null;
      const traces = stories(n);
      const first = lanes.indexOf(base);
      const own = traces[first] ?? null;
      const packets = traces.map((trace, i): LanePacket | null => {
        const places = lanes[i]?.run.topology.places;
        if (trace === null || places === undefined) return null;
        return { trace, milestones: milestonesOf(trace, places) };
      });
      const differences = traces.map((trace, i) => {
        const places = lanes[i]?.run.topology.places;
        if (own === null || trace === null || places === undefined || i === first) return null;
        return differencesOf({ trace: own, places: base.run.topology.places }, { trace, places });
      });
      return given({
        n,
        lanes: packets,
        differences,
        before: n > 0 ? base.order.timeOf(n - 1) : null,
        after: base.order.timeOf(n + 1),
        settled: lanes.every((lane, i) => lane === null || (traces[i]?.settled ?? lane.run.done)),
      });
    },
    compareRuns: (id) => {
      if (id !== set) return null;
      const at = reachedBy(lanes.flatMap((lane) => lane?.run ?? []));
      const metrics = lanes.map((lane) => lane?.run.metricsAt(at) ?? null);
      const first = lanes.findIndex((lane) => lane !== null);
      const base = metrics[first] ?? null;
      const differences = metrics.map((each, i) =>
        base === null || each === null || i === first ? null : runDifferences(base, each),
      );
      return { at, metrics, differences };
    },
  };
}

const reachedBy = (runs: readonly Run[]) =>
  runs.reduce((least, { reached }) => Math.min(least, reached), runs[0]?.reached ?? 0);

/** The lane's scenario on the host as it is; or what the scenario's check has against it. */
function laneScenario({ input, runs }: Shown, lane: Lane): ReturnType<typeof parseScenario> {
  // What the page's guest has and this path has not stays behind.
  const moved = withPath(input, GUEST, lane.path, lostOnPath(input, GUEST, lane.path));
  const made = parseScenario(withSet(moved, lane.set));
  const plain = parseScenario(input);
  if (!made.ok || !plain.ok) return made;
  // What was typed is not what was typed on the page's host, or is so later.
  const isTyped = made.scenario.fork !== null && made.scenario.edits.length > 0;
  if ('edits' in lane.set || isTyped) {
    const own = afterTyping(made.scenario, NUMBERS, []);
    return { ok: true, scenario: withFormerSwitches(own, made.scenario, NUMBERS) };
  }
  // VFs that were made at the prompt, and the card of a described host: what no file says.
  if ('nic.device' in lane.set || JSON.stringify(plain.scenario.nic) === JSON.stringify(runs.nic))
    return made;
  const host = Object.entries(made.scenario.host).filter(
    ([key, value]) => plain.scenario.host[key as keyof Scenario['host']] !== value,
  );
  const scenario = {
    ...made.scenario,
    nic: runs.nic,
    host: { ...runs.host, ...Object.fromEntries(host) },
  };
  return { ok: true, scenario };
}

/** The traces are made for each reply, so their buffers go to the page. */
function given(comparison: PacketComparison): PacketComparison {
  const columns = comparison.lanes.flatMap((lane) =>
    lane === null ? [] : [...Object.values(lane.trace.hops), ...Object.values(lane.trace.facts)],
  );
  const buffers = columns.flatMap((column: unknown) =>
    ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : [],
  );
  return transfer(comparison, buffers);
}
