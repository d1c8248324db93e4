import { drawFrom } from '../engine/kernel/draw';
import { binding, routingIdsOf, vectors, vfMax } from './kinds/limits';
import { noDevice, routingId, sameBus, vfBar, vfBus } from './kinds/cards';
import { copies, exitsOfRun, exitsPerPacket, throttle } from './kinds/exits';
import { broadcast, spoof, tap, wireBytes } from './kinds/frames';
import { iommuReads, iova, movable } from './kinds/memory';
import { exitHandler, exitReason } from './kinds/one-exit';
import { QUIZ_KINDS, type Kind, type Question, type QuizKind } from './question';
import { LESSON_OF, MAX_QUIZ_SEED } from './topics';

const KINDS: Readonly<Record<QuizKind, Kind>> = {
  'exit-reason': exitReason,
  'exit-handler': exitHandler,
  'exits-of-run': exitsOfRun,
  'exits-per-packet': exitsPerPacket,
  copies,
  'iommu-reads': iommuReads,
  iova,
  throttle,
  'routing-id': routingId,
  'vf-bus': vfBus,
  'vf-bar': vfBar,
  'no-device': noDevice,
  tap,
  spoof,
  broadcast,
  'wire-bytes': wireBytes,
  movable,
  'same-bus': sameBus,
  'vf-max': vfMax,
  binding,
  vectors,
  'routing-ids-of': routingIdsOf,
};

/** Draws until one leads to a good question; all kinds find one far sooner. */
const TRIES = 60;

/** The question of a kind for a seed: always the same. */
export function questionOf(kind: QuizKind, seed: number): Question {
  const { make } = KINDS[kind];
  const draw = drawFrom(seed, `quiz ${kind}`);
  for (let i = 0; i < TRIES; i++) {
    const made = make(draw);
    if (made !== null) return { kind, seed, lesson: LESSON_OF[kind], ...made };
  }
  throw new Error(`quiz: no question of kind ${kind} for seed ${String(seed)}`);
}

/** The kinds that a quiz asks, in their order: all that fit before one comes again. */
export function kindsAsked(
  seed: number,
  kinds: readonly QuizKind[],
  count: number,
): readonly { readonly kind: QuizKind; readonly seed: number }[] {
  const draw = drawFrom(seed, 'quiz');
  const asked: { kind: QuizKind; seed: number }[] = [];
  for (let round = 0; asked.length < count && kinds.length > 0; round++) {
    const chosen = new Set(draw.shuffled(kinds).slice(0, count - asked.length));
    for (const kind of QUIZ_KINDS) {
      // Of a kind that comes again the figures differ.
      if (chosen.has(kind)) asked.push({ kind, seed: seed + round * (MAX_QUIZ_SEED + 1) });
    }
  }
  return asked;
}
