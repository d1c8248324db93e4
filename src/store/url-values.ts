import type { PathId } from '../engine/scenario/scenario';
import { MOTIONS, TEXT_SIZES, THEMES, VIEWS } from './prefs';
import { LANES_ALLOWED } from './url-lanes';
import { SIMPLE } from './url-scenario';
import { TIME_RANGE } from './url-time';

// What the parameters of an address may say.

/** Parts of the page that `hide=` can name. */
export const PANES = ['lesson', 'inspector', 'transport', 'numbers', 'events'] as const;
export type Pane = (typeof PANES)[number];

const PATHS = {
  emulated: true,
  'emulated-rtl8139': true,
  virtio: true,
  'vhost-net': true,
  'vhost-user': true,
  passthrough: true,
  sriov: true,
  'bare-metal': true,
} satisfies Record<PathId, true>;
const SPEED_MIN = 1e-9;
const SPEED_MAX = 1;
/** Of the model, as its package has it. */
export const VERSION = /^\d{1,4}\.\d{1,4}\.\d{1,4}$/u;
/** Characters of a note to whoever opens an address. */
export const LONGEST_NOTE = 280;
export const ID = /^[a-z][a-z0-9-]{0,40}$/u;
/** A page of the documentation, and a place in it. */
export const DOCS = /^[a-z][a-z0-9-]{0,40}(?::[A-Za-z][\w.-]{0,60})?$/u;

/** An id, or where a text lies. Which there are, the course says. */
export function isLesson(text: string): boolean {
  if (ID.test(text)) return true;
  if (!/^https?:\/\/[^\s]{1,500}$/u.test(text) || !URL.canParse(text)) return false;
  // A name and a password belong into no link.
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

export function isPath(text: string): text is PathId {
  return Object.hasOwn(PATHS, text);
}

/** A note without signs that turn, hide or break what stands around them; null for one that is empty or too long. */
export function readNote(text: string): string | null {
  const plain = text
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replaceAll(/ {2,}/gu, ' ')
    .trim();
  return plain === '' || plain.length > LONGEST_NOTE ? null : plain;
}

export function readSpeed(text: string): number | null {
  const speed = /^[0-9.]+(?:e[+-]?[0-9]+)?$/iu.test(text) ? Number(text) : NaN;
  return speed >= SPEED_MIN && speed <= SPEED_MAX ? speed : null;
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000 };
const KIOSK_MS = { least: 10_000, most: 3_600_000 } as const;

/** After how long without a visitor the page begins anew, wall ms: `2min`. Null: that is no such time. */
export function readKiosk(asked: string): number | null {
  const [, count = '', unit = ''] = /^(\d{1,4})(s|min|h)$/u.exec(asked) ?? [];
  const ms = Number(count) * (UNIT_MS[unit] ?? NaN);
  return ms >= KIOSK_MS.least && ms <= KIOSK_MS.most ? ms : null;
}

/** Per cent. */
export function readTextSize(asked: string): number | null {
  const size = /^\d{3}$/u.test(asked) ? Number(asked) : NaN;
  return size >= TEXT_SIZES[0] && size <= (TEXT_SIZES.at(-1) ?? 0) ? size : null;
}

/** A parameter of the address and what it may say: for refusals, and for whoever makes an address by hand or by clicks. */
export interface Parameter {
  readonly name: string;
  /** All that it can say; null: a text. */
  readonly values: readonly string[] | null;
  /** It takes any number of them, with commas between. */
  readonly several: boolean;
  /** As it stands in a refusal; empty where the check of the scenario says it. */
  readonly allowed: string;
}

const choice = (name: string, values: readonly string[], several = false): Parameter => ({
  name,
  values,
  several,
  allowed: values.join(', '),
});
const text = (name: string, says: string): Parameter => ({
  name,
  values: null,
  several: false,
  allowed: says,
});
const SWITCH = ['0', '1'];

/** Every parameter there is, in the order they are written. */
export const PARAMETERS: readonly Parameter[] = [
  ...SIMPLE.map(({ name }) => text(name, '')),
  choice('beside', [...Object.keys(PATHS), 'none']),
  text('compare', LANES_ALLOWED),
  text('part', 'vmm, driver.vm0, vf.f3, …'),
  text('t', TIME_RANGE),
  text('quest', '7, 7:mtu, …'),
  text('speed', `${String(SPEED_MIN)} – ${String(SPEED_MAX)}`),
  choice('view', VIEWS),
  { ...choice('lang', ['en', 'zh-CN']), allowed: 'en, zh, zh-CN' },
  choice('theme', THEMES),
  choice('motion', MOTIONS),
  text('text', `${String(TEXT_SIZES[0])} – ${String(TEXT_SIZES.at(-1))}`),
  choice('hotkeys', SWITCH),
  text('lesson', 'course, vm-exit, https://…/lesson.md'),
  text('step', 'goals, watch-1, …'),
  text('glossary', 'all, vf, …'),
  text('docs', 'home, embed, embed:sandbox, …'),
  choice('present', SWITCH),
  text('kiosk', '10s – 1h'),
  choice('embed', SWITCH),
  choice('hide', PANES, true),
  text('note', `… (1 – ${String(LONGEST_NOTE)})`),
  text('v', '0.1.0, …'),
];

/** The values a parameter takes, as they are typed; of one that there is not, which there are. */
export function allowed(name: string): string {
  const known = PARAMETERS.find((each) => each.name === name);
  return known?.allowed ?? PARAMETERS.map((each) => each.name).join(', ');
}
