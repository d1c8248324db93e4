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
  for (const name of ['lms', ...LAUNCH]) query.delete(name);
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

  const report = (mark: LessonMark): Report => {
    const state = stateOf(mark.lesson);
    const answers = answersOf(state, told);
    for (const { id } of answers) told.add(id);
    return {
      mark,
      answers: isFirst ? [] : answers,
      state,
      seconds: (performance.now() - begun) / 1_000,
      passed: mark.finished ? scaled(mark) >= platform.passing : null,
    };
  };
  const tell = () => {
    const { marked } = useApp.getState();
    if (marked === null) return;
    const present = report(marked);
    isFirst = false;
    queue = queue.then(() => platform.report(present));
  };
  useApp.subscribe((s) => s.marked, tell);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') tell();
  });
  window.addEventListener('pagehide', () => {
    const { marked } = useApp.getState();
    platform.end(marked === null ? null : report(marked));
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
