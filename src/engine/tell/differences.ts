import type { Place } from '../costs/places';
import type { Picos } from '../units';
import {
  AFTERMATH,
  MILESTONES,
  milestonesOf,
  type Milestone,
  type MilestoneId,
} from './milestones';
import { countsOf, type Count, type Counted } from './packet-counts';
import type { PacketTrace } from './packet-trace';

/** Rows of a trace behind one side of a difference. */
export interface Behind {
  readonly hops: readonly number[];
  readonly facts: readonly number[];
}

/** One figure of the same packet on two lanes. */
export interface Difference {
  readonly what: Counted | 'latency' | 'completed' | 'over' | 'segment';
  /** With `segment`: the milestones it lies between. */
  readonly between: readonly [MilestoneId, MilestoneId] | null;
  readonly unit: Count['unit'];
  readonly base: number;
  readonly other: number;
  /** `other` less `base`. */
  readonly delta: number;
  /** The same of the time the events took; of a figure that is a time, that itself. */
  readonly timeDelta: Picos;
  readonly baseRows: Behind;
  readonly otherRows: Behind;
  /** Exits: each register's or reason's own difference, without those that are alike. */
  readonly parts: Readonly<Record<string, number>>;
}

export interface Story {
  readonly trace: PacketTrace;
  readonly places: readonly Place[];
}

/** Everything in which a packet's two traces differ or agree, counts first, then times. */
export function differencesOf(base: Story, other: Story): readonly Difference[] {
  const [theirs, ours] = [countsOf(other.trace), countsOf(base.trace)];
  const counts = ours.map((count, i) => fromCounts(count, theirs[i] as Count));
  const milestones = [base, other].map(({ trace, places }) => milestonesOf(trace, places));
  return [
    ...counts,
    ...spans(milestones[0] ?? [], milestones[1] ?? []),
    ...segments(milestones[0] ?? [], milestones[1] ?? []),
  ];
}

function fromCounts(base: Count, other: Count): Difference {
  const parts: Record<string, number> = {};
  for (const name of new Set([...Object.keys(base.parts), ...Object.keys(other.parts)])) {
    const delta = (other.parts[name] ?? 0) - (base.parts[name] ?? 0);
    if (delta !== 0) parts[name] = delta;
  }
  return {
    what: base.what,
    between: null,
    unit: base.unit,
    base: base.value,
    other: other.value,
    delta: other.value - base.value,
    timeDelta: other.time - base.time,
    baseRows: { hops: base.hops, facts: base.facts },
    otherRows: { hops: other.hops, facts: other.facts },
    parts,
  };
}

const at = (milestones: readonly Milestone[], id: MilestoneId) =>
  milestones.find((each) => each.id === id);

const rowOf = (milestone: Milestone | undefined): Behind => ({
  hops: milestone?.row?.kind === 'hop' ? [milestone.row.index] : [],
  facts: milestone?.row?.kind === 'fact' ? [milestone.row.index] : [],
});

const both = (one: Behind, two: Behind): Behind => ({
  hops: [...one.hops, ...two.hops],
  facts: [...one.facts, ...two.facts],
});

/** Time from the creation on: until delivered, until the sender's driver is done, until everybody is. */
function spans(base: readonly Milestone[], other: readonly Milestone[]): Difference[] {
  return (['delivered', ...AFTERMATH] as const).flatMap((id) =>
    timed(id === 'delivered' ? 'latency' : id, 'created', id, base, other),
  );
}

/** Between every two milestones of the way that both have, without one between them that both have. */
function segments(base: readonly Milestone[], other: readonly Milestone[]): Difference[] {
  const shared = MILESTONES.filter(
    (id) => at(base, id) !== undefined && at(other, id) !== undefined,
  );
  return shared
    .slice(1)
    .flatMap((id, i) => timed('segment', shared[i] as MilestoneId, id, base, other));
}

function timed(
  what: Difference['what'],
  first: MilestoneId,
  last: MilestoneId,
  base: readonly Milestone[],
  other: readonly Milestone[],
): Difference[] {
  const [from, to] = [at(base, first), at(base, last)];
  const [otherFrom, otherTo] = [at(other, first), at(other, last)];
  if (!from || !to || !otherFrom || !otherTo) return [];
  const [took, otherTook] = [to.at - from.at, otherTo.at - otherFrom.at];
  return [
    {
      what,
      between: what === 'segment' ? [first, last] : null,
      unit: 'ps',
      base: took,
      other: otherTook,
      delta: otherTook - took,
      timeDelta: otherTook - took,
      baseRows: both(rowOf(from), rowOf(to)),
      otherRows: both(rowOf(otherFrom), rowOf(otherTo)),
      parts: {},
    },
  ];
}
