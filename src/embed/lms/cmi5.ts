// cmi5 (ADL, "cmi5 Specification Profile for xAPI", Quartz): the platform names a record store when it opens the lesson.
import * as v from 'valibot';
import {
  isoDuration,
  letterOf,
  PASSING,
  scaled,
  type Answer,
  type Platform,
  type Report,
} from './record';

const VERB = {
  initialized: 'http://adlnet.gov/expapi/verbs/initialized',
  answered: 'http://adlnet.gov/expapi/verbs/answered',
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  passed: 'http://adlnet.gov/expapi/verbs/passed',
  failed: 'http://adlnet.gov/expapi/verbs/failed',
  terminated: 'http://adlnet.gov/expapi/verbs/terminated',
} as const;
type Verb = keyof typeof VERB;

const CMI5 = 'https://w3id.org/xapi/cmi5/context/categories/cmi5';
const MOVE_ON = 'https://w3id.org/xapi/cmi5/context/categories/moveon';
const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';
/** What the lesson is taken up from again. */
const STATE = 'sriov-lab';

const launchSchema = v.object({
  contextTemplate: v.record(v.string(), v.unknown()),
  launchMode: v.picklist(['Normal', 'Browse', 'Review']),
  masteryScore: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});
const tokenSchema = v.object({ 'auth-token': v.string() });
const actorSchema = v.record(v.string(), v.unknown());

/** What cmi5 adds to the address of a lesson (section 8.1). */
export const LAUNCH = ['endpoint', 'fetch', 'actor', 'registration', 'activityId'] as const;
type Launch = Readonly<Record<(typeof LAUNCH)[number], string>>;

/** Null where the platform's record store does not answer as it should. */
export async function cmi5(launch: Launch): Promise<Platform | null> {
  const { endpoint, registration, activityId } = launch;
  let actor: Record<string, unknown>;
  let token: string;
  let template: Record<string, unknown>;
  let normal: boolean;
  let passing: number;
  let kept: unknown;

  const headers = () => ({
    authorization: `Basic ${token}`,
    'content-type': 'application/json',
    'x-experience-api-version': '1.0.3',
  });
  const at = (resource: string, query: Readonly<Record<string, string>> = {}) => {
    const base = endpoint.endsWith('/') ? endpoint : `${endpoint}/`;
    return `${base}${resource}?${new URLSearchParams(query).toString()}`;
  };
  const state = (stateId: string) =>
    at('activities/state', { activityId, agent: JSON.stringify(actor), registration, stateId });

  // The token goes there and nowhere else; an address of another kind is no record store.
  if (![endpoint, launch.fetch].every(isOnWeb)) return null;
  try {
    actor = v.parse(actorSchema, JSON.parse(launch.actor));
    const reply = await fetch(launch.fetch, { method: 'POST' });
    token = v.parse(tokenSchema, await reply.json())['auth-token'];
    const data = await fetch(state('LMS.LaunchData'), { headers: headers() });
    const read = v.parse(launchSchema, await data.json());
    template = read.contextTemplate;
    normal = read.launchMode === 'Normal';
    passing = read.masteryScore ?? PASSING;
    // It must be asked for, and may be empty.
    await fetch(
      at('agents/profile', { agent: launch.actor, profileId: 'cmi5LearnerPreferences' }),
      {
        headers: headers(),
      },
    );
    const before = await fetch(state(STATE), { headers: headers() });
    kept = before.ok ? await before.json() : null;
  } catch {
    return null;
  }

  const said = new Set<Verb>();
  const statement = (verb: Verb, seconds: number, more: object = {}, part = '', what?: object) => {
    const isVerdict = verb === 'passed' || verb === 'failed';
    const moves = verb === 'completed' || isVerdict ? [{ id: MOVE_ON }] : [];
    const activities = asObject(template['contextActivities']);
    return {
      id: uuid(),
      timestamp: new Date().toISOString(),
      actor,
      verb: { id: VERB[verb], display: { en: verb } },
      object: {
        objectType: 'Activity',
        id: part === '' ? activityId : `${activityId}/${part}`,
        ...(what && { definition: what }),
      },
      context: {
        ...template,
        registration,
        contextActivities: {
          ...activities,
          // Statements of a lesson's own kind are no part of what cmi5 defines.
          category: [
            ...(Array.isArray(activities['category']) ? (activities['category'] as unknown[]) : []),
            ...(verb === 'answered' ? [] : [{ id: CMI5 }, ...moves]),
          ],
        },
        ...(isVerdict && {
          extensions: { ...asObject(template['extensions']), [MASTERY]: passing },
        }),
      },
      result: { duration: isoDuration(seconds), ...more },
    };
  };
  const send = async (statements: readonly object[]) => {
    try {
      await fetch(at('statements'), {
        method: 'POST',
        headers: headers(),
        body: JSON.stringify(statements),
        keepalive: true,
      });
    } catch {
      // The lesson goes on; what is said next goes its own way.
    }
  };
  // A registration is completed once: what was finished before was said then.
  let isSaid = asObject(kept)['finished'] === true;
  if (isSaid) said.add('completed');
  const of = ({ mark, answers, seconds, passed }: Report) => {
    if (passed === null) isSaid = false;
    return [
      ...answers.map((answer) => {
        const { id, kind, given, right } = answer;
        return statement(
          'answered',
          seconds,
          { response: given, success: right },
          `${kind === 'none' ? 'skipped/' : ''}${id}`,
          interactionOf(answer, mark.language),
        );
      }),
      ...(normal && passed !== null && !isSaid ? verdict(mark, seconds, passed) : []),
    ];
  };
  /** Each once: a verdict stands. */
  const verdict = (mark: Report['mark'], seconds: number, passed: boolean) => {
    const score = { scaled: scaled(mark), raw: mark.right, min: 0, max: mark.of };
    const first = (verb: Verb) => !said.has(verb) && said.add(verb) !== undefined;
    return [
      ...(first('completed') ? [statement('completed', seconds, { completion: true })] : []),
      ...(passed && first('passed')
        ? [statement('passed', seconds, { success: true, score })]
        : []),
      ...(!passed && first('failed')
        ? [statement('failed', seconds, { success: false, score })]
        : []),
    ];
  };

  const keepState = (report: Report) =>
    fetch(state(STATE), {
      method: 'PUT',
      headers: headers(),
      body: JSON.stringify(report.state),
      keepalive: true,
    }).catch(() => null);

  await send([statement('initialized', 0)]);
  let ended = false;
  return {
    kept,
    passing,
    report: async (report) => {
      if (ended) return;
      const statements = of(report);
      if (statements.length > 0) await send(statements);
      if (normal) await keepState(report);
    },
    end: (report) => {
      if (ended) return;
      ended = true;
      // What an earlier message was still on its way with is kept all the same.
      if (report !== null && normal) void keepState(report);
      const rest = report === null ? [] : of(report);
      void send([...rest, statement('terminated', report?.seconds ?? 0)]);
    },
  };
}

const isOnWeb = (address: string): boolean =>
  URL.canParse(address) && /^https?:$/u.test(new URL(address).protocol);

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** RFC 9562, version 4; `crypto.randomUUID` is not there on every page. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** xAPI 1.0.3, part two, 2.4.4.1: what was asked, for who reads the answers later. */
function interactionOf({ kind, options }: Answer, language: string): object {
  const types = { choice: 'choice', number: 'numeric', text: 'fill-in', none: 'other' };
  return {
    type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
    interactionType: types[kind],
    ...(kind === 'choice' && {
      choices: options.map((words, i) => ({ id: letterOf(i), description: { [language]: words } })),
    }),
  };
}
