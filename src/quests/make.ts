import type { PathId, Tuning } from '../engine/scenario/scenario';
import type { ScenarioInput } from '../engine/scenario/schema';
import { drawFrom, type Draw } from '../engine/kernel/draw';
import { FAULT_KINDS, type FaultKind, type Quest } from './quest';
import { PF_ADDRESS, vfLine, type Draft, type Places, type Recipe } from './recipe';
import { CARD_RECIPES, receiver, sender } from './recipes-card';
import { HOST_RECIPES } from './recipes-host';

const RECIPES: Readonly<Record<FaultKind, (draw: Draw) => Recipe>> = {
  ...CARD_RECIPES,
  ...HOST_RECIPES,
};

const CARDS = ['intel-82599', 'intel-x540', 'intel-x550', 'intel-x710', 'intel-e810'] as const;
const MOST_GUESTS = 6;
/** One for each vCPU and each back end, so that nobody waits for another's slice. */
const CORES = 16;
/** Long enough that a ring of 512 fills between two interrupts of the slowest throttle. */
const UNTIL = '6ms';
/** Lines typed on the host, seconds of its time apart. */
const FIRST_LINE_S = 60;

/** The quest of a seed, with the fault asked for or (null) any. The same seed leads to the same quest. */
export function makeQuest(seed: number, asked: FaultKind | null): Quest {
  const kind = asked ?? drawFrom(seed, 'quest kind').of(FAULT_KINDS);
  const draw = drawFrom(seed, `quest ${kind}`);
  const recipe = RECIPES[kind](draw);
  const { drafts, at, others } = arranged(draw, recipe);
  const device = recipe.device ?? draw.of(CARDS);
  const order = recipe.lines?.(at) ?? [];
  const odd = recipe.plain === true ? [] : oddities(draw, others);
  const spoilt = recipe.spoil(at);
  const numVfs = at.vfs + draw.between(0, 2);
  const scenario = (
    host: object,
    vfs: number,
    guests: readonly Draft[],
    lines: readonly string[],
  ): ScenarioInput =>
    ({
      version: 1,
      seed,
      host: { cores: CORES, ...host },
      nic: { device },
      vms: guests.map((guest) => ({ count: 1, ...guest })),
      run: { until: UNTIL },
      edits: [vfsLine(vfs), ...lines].map((shell, i) => ({
        at: `${String(FIRST_LINE_S + i)}s`,
        shell,
      })),
    }) as ScenarioInput;
  const host = recipe.host ?? {};
  const changed = drafts.map((draft, vm) => spoiltDraft(draft, spoilt.guests?.[vm]));
  return {
    seed,
    asked,
    kind,
    site: recipe.site(at),
    healthy: scenario(host, numVfs, drafts, [...order, ...odd]),
    faulty: scenario({ ...host, ...spoilt.host }, spoilt.numVfs ?? numVfs, changed, [
      ...order,
      ...odd,
      ...(spoilt.lines ?? []),
    ]),
    mends: recipe.mends(at),
  };
}

function vfsLine(count: number): string {
  return `echo ${String(count)} > /sys/bus/pci/devices/${PF_ADDRESS}/sriov_numvfs`;
}

function spoiltDraft(draft: Draft, by: Partial<Draft> | undefined): Draft {
  if (by === undefined) return draft;
  return { ...draft, ...by, tuning: { ...draft.tuning, ...by.tuning } };
}

interface Arranged {
  readonly drafts: readonly Draft[];
  readonly at: Places;
  /** VFs of guests that the fault is not about, and whether they send. */
  readonly others: readonly { readonly vf: number; readonly sends: boolean }[];
}

/** The recipe's guests in their order among others, and what they send to whom. */
function arranged(draw: Draw, recipe: Recipe): Arranged {
  const own = recipe.guests;
  const count = draw.between(Math.max(3, own.length + 1), MOST_GUESTS);
  // Where each of the others goes: before which of the recipe's guests, or behind them all.
  const slots = Array.from({ length: count - own.length }, (_, i) => ({
    draft: bystander(draw, i === 0),
    before:
      recipe.together === true ? own.length * draw.between(0, 1) : draw.between(0, own.length),
  }));
  const row: { readonly draft: Draft; readonly own: number }[] = [];
  for (let i = 0; i <= own.length; i++) {
    for (const { draft, before } of slots) {
      if (before === i) row.push({ draft, own: -1 });
    }
    const mine = own[i];
    if (mine !== undefined) row.push({ draft: mine, own: i });
  }
  let vfs = 0;
  const vfOf = row.map(({ draft }) => (draft.path === 'sriov' ? vfs++ : -1));
  const vm = own.map((_, i) => row.findIndex((each) => each.own === i));
  const at = { vm, vf: vm.map((each) => vfOf[each] ?? -1), vfs };
  return {
    at,
    drafts: row.map(({ draft }) => addressed(tuned(draft, recipe), vm)),
    others: row.flatMap(({ draft, own: mine }, i) =>
      mine < 0 && (vfOf[i] ?? -1) >= 0
        ? [{ vf: vfOf[i] ?? 0, sends: draft.traffic.direction === 'tx' }]
        : [],
    ),
  };
}

function tuned(draft: Draft, { allVfs }: Recipe): Draft {
  if (allVfs === undefined || draft.path !== 'sriov') return draft;
  return { ...draft, tuning: { ...draft.tuning, ...allVfs } };
}

/** `vm@0` in a recipe is its first guest, wherever that came to stand. */
function addressed(draft: Draft, vm: readonly number[]): Draft {
  const { direction } = draft.traffic;
  if (typeof direction !== 'object') return draft;
  const index = Number(direction.to.slice('vm@'.length));
  return {
    ...draft,
    traffic: { ...draft.traffic, direction: { to: `vm${String(vm[index] ?? 0)}` } },
  };
}

/** A guest that has nothing to do with it. */
function bystander(draw: Draw, withVf: boolean): Draft {
  const path = withVf ? 'sriov' : draw.of<PathId>(['sriov', 'vhost-net', 'virtio', 'emulated']);
  const draft = draw.between(0, 1) === 0 ? receiver(draw) : sender(draw);
  const tuning = draw.of<Partial<Tuning>>([
    {},
    { mtu: 1500 },
    { haltPollUs: 50 },
    { interruptThrottleUs: 40 },
  ]);
  const pps = 1_000 * draw.between(5, 20);
  return { ...draft, path, traffic: { ...draft.traffic, pps }, tuning };
}

/** Settings of other VFs that are unusual and harmless: not all that stands out is the fault. */
function oddities(draw: Draw, others: Arranged['others']): readonly string[] {
  return draw
    .shuffled(others)
    .slice(0, draw.between(0, 2))
    .map(({ vf, sends }) => {
      const rate = `max_tx_rate ${String(100 * draw.between(20, 50))}`;
      return vfLine(vf, draw.of(['spoofchk off', 'state enable', sends ? rate : 'trust on']));
    });
}
