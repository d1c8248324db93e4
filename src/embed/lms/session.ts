import { useApp } from '../../store';
import type { LessonMark } from '../../store/lesson';
import { holdInMemory, recallText, remember } from '../../store/storage';
import { cmi5, LAUNCH } from './cmi5';
import { answersOf, scaled, type Platform, type Report } from './record';
import { scorm } from './scorm';

/** Where lessons keep what was answered. */
const PROGRESS = 'progress';

/**
 * The lab as an activity of a learning platform: what this learner kept there is taken up, each answer is reported as it is given, and
 * the end is said once, when the page is left. What the browser itself keeps is left alone: the machine may be another learner's
 * tomorrow. `asked` is the platform's language; an unknown one is as no platform.
 */
export async function beginLms(asked: string): Promise<void> {
  holdInMemory();
  const platform = await connect(asked);
  if (platform === null) {
    useApp.setState({ notice: { kind: 'no-platform' } });
    return;
  }
  take(platform.kept);
  follow(platform);
}

function connect(asked: string): Promise<Platform | null> {
  const address = new URL(location.href);
  const query = address.searchParams;
  const launch = Object.fromEntries(LAUNCH.map((name) => [name, query.get(name) ?? '']));
  // What opens the record store is not for the address bar, nor for a link that is shared.
  for (const name of LAUNCH) query.delete(name);
  try {
    history.replaceState(null, '', address.href);
  } catch {
    // A page without an origin of its own has no address to change.
  }
  if (asked === 'cmi5') return cmi5(launch as Parameters<typeof cmi5>[0]);
  if (asked === 'scorm12' || asked === 'scorm2004') return scorm(asked);
  return Promise.resolve(null);
}

/** Puts the lesson as it was left where the player looks for it; what does not fit, the player leaves out. */
function take(kept: unknown): void {
  if (typeof kept !== 'object' || kept === null || !('lesson' in kept)) return;
  const lessons = { [String(kept.lesson)]: kept };
  remember(PROGRESS, JSON.stringify({ version: 1, lessons }));
}

function follow(platform: Platform): void {
  const begun = performance.now();
  const told = new Set<string>();
  let queue: Promise<unknown> = Promise.resolve();
  // What was answered before was reported then.
  let isFirst = true;
  // Of the lesson that was launched; what is done in another one is not its result.
  let mark: LessonMark | null = null;

  const report = (present: LessonMark): Report => {
    const state = stateOf(present.lesson);
    const answers = answersOf(state, told, present.choices);
    for (const { id } of answers) told.add(id);
    const wasFirst = isFirst;
    isFirst = false;
    return {
      mark: present,
      answers: wasFirst ? [] : answers,
      state,
      seconds: (performance.now() - begun) / 1_000,
      passed: present.finished ? scaled(present) >= platform.passing : null,
    };
  };
  const tell = () => {
    // When its turn comes: what still waits when the page is left is said with the end.
    queue = queue.then(() => (mark === null ? undefined : platform.report(report(mark))));
  };
  useApp.subscribe(
    (s) => s.marked,
    (marked) => {
      if (marked === null) return;
      if (mark === null || mark.lesson === marked.lesson) {
        mark = marked;
        tell();
      } else useApp.setState({ notice: { kind: 'no-platform' } });
    },
  );
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') tell();
  });
  window.addEventListener('pagehide', () => {
    platform.end(mark === null ? null : report(mark));
  });
}

function stateOf(lesson: string): unknown {
  try {
    const kept = JSON.parse(recallText(PROGRESS) ?? 'null') as {
      readonly lessons?: Readonly<Record<string, unknown>>;
    } | null;
    return kept?.lessons?.[lesson] ?? null;
  } catch {
    return null;
  }
}
