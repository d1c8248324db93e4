import type { PathId } from '../engine/scenario/scenario';
import { THEMES, VIEWS } from './prefs';
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
const NAMES = [
  ...SIMPLE.map((each) => each.name),
  'beside',
  'compare',
  't',
  'quest',
  'speed',
  'view',
  'lang',
  'theme',
  'lesson',
  'step',
  'glossary',
  'present',
  'embed',
  'hide',
  'note',
  'v',
];
/** Of the model, as its package has it. */
export const VERSION = /^\d{1,4}\.\d{1,4}\.\d{1,4}$/u;
/** Characters of a note to whoever opens an address. */
export const LONGEST_NOTE = 280;
export const ID = /^[a-z][a-z0-9-]{0,40}$/u;

/** An id, or where a text lies. Which there are, the course says. */
export function isLesson(text: string): boolean {
  if (ID.test(text)) return true;
  return /^https?:\/\/[^\s]{1,500}$/u.test(text) && URL.canParse(text);
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

/** The values a parameter takes, as they are typed. */
export function allowed(name: string): string {
  switch (name) {
    case 'beside':
      return [...Object.keys(PATHS), 'none'].join(', ');
    case 'compare':
      return LANES_ALLOWED;
    case 't':
      return TIME_RANGE;
    case 'quest':
      return '7, 7:mtu, …';
    case 'speed':
      return `${String(SPEED_MIN)} – ${String(SPEED_MAX)}`;
    case 'view':
      return VIEWS.join(', ');
    case 'lang':
      return 'en, zh, zh-CN';
    case 'theme':
      return THEMES.join(', ');
    case 'lesson':
      return 'course, vm-exit, https://…/lesson.md';
    case 'glossary':
      return 'all, vf, …';
    case 'step':
      return 'goals, watch-1, …';
    case 'embed':
    case 'present':
      return '0, 1';
    case 'note':
      return `… (1 – ${String(LONGEST_NOTE)})`;
    case 'v':
      return '0.1.0, …';
    case 'hide':
      return PANES.join(', ');
    default:
      // What a scenario's value may be, the scenario's own check says.
      return NAMES.includes(name) ? '' : NAMES.join(', ');
  }
}
