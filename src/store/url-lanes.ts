import { ACTS_ON, PATH_IDS } from '../worker/vocabulary';
import { MOST_LANES } from '../worker/compare-api';
import type { Lane } from '../worker/compare-api';
import { readTime, writeTime } from './url-time';

/** What two lanes are compared by where nothing else is said. */
export const DEFAULT_LANES: readonly Lane[] = [
  { path: 'emulated', set: {} },
  { path: 'virtio', set: {} },
  { path: 'sriov', set: {} },
];
const LEAST_LANES = 2;

interface LaneFork {
  readonly at?: string;
  readonly was?: readonly { readonly place: string; readonly value: unknown }[];
}

/** The lanes are the futures of the run that the address brings along. */
export const FUTURES = 'futures';

/** Of the guests, beside their tunings, and of the card. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  function: 'vms.0.function',
  packetBytes: 'vms.0.traffic.packetBytes',
  pps: 'vms.0.traffic.pps',
  batch: 'vms.0.traffic.batch',
  device: 'nic.device',
};
/** Of the host; every other setting is a tuning of the guests. */
const OF_HOST: readonly string[] = [
  'apicv',
  'postedInterrupts',
  'iommu',
  'scalableMode',
  'profile',
  'cores',
  'cpuGHz',
];
const NUMBER = /^\d{1,9}(?:\.\d{1,9})?$/u;
const WORD = /^[A-Za-z0-9-]{1,32}$/u;
/** `fork.3ms`: the lane is a fork; `was-pps.10000`: before it that was another. */
const FORK = 'fork';
const WAS = 'was-';

export const LANES_ALLOWED = `${String(LEAST_LANES)} – ${String(MOST_LANES)} × ${PATH_IDS.join('|')}, *${[
  ...Object.keys(ACTS_ON),
  ...OF_HOST.slice(3),
  ...Object.keys(ELSEWHERE),
  FORK,
].join('|*')}, .on|.off|.N | ${FUTURES}`;

/** Where a setting stands in a scenario; null for no such setting. */
export function settingPlace(name: string): string | null {
  if (OF_HOST.includes(name)) return `host.${name}`;
  const elsewhere = Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
  if (elsewhere !== undefined) return elsewhere;
  return Object.hasOwn(ACTS_ON, name) ? `vms.0.tuning.${name}` : null;
}

/** The setting at a place of a scenario; null for one that a link does not hold. */
export function settingAt(place: string): string | null {
  const name = place.split('.').at(-1) ?? '';
  return settingPlace(name) === place ? name : null;
}

/** `emulated,virtio*eventIdx.off*haltPollUs.0,sriov`, or null where that is no lanes. */
export function readLanes(text: string): readonly Lane[] | typeof FUTURES | null {
  if (text === FUTURES) return FUTURES;
  const lanes = text.split(',').map(readLane);
  if (lanes.length < LEAST_LANES || lanes.length > MOST_LANES) return null;
  const known = lanes.filter((lane) => lane !== null);
  return known.length === lanes.length ? known : null;
}

/** The text that {@link readLanes} reads back as these; settings without a place in a link are left out. */
export function writeLanes(lanes: readonly Lane[] | typeof FUTURES): string {
  if (lanes === FUTURES) return FUTURES;
  return lanes
    .map(({ path, set }) => {
      const settings = Object.entries(set).flatMap(([place, value]) => {
        if (place === FORK) return writeFork(value);
        const name = settingAt(place);
        const word = value === true ? 'on' : value === false ? 'off' : String(value);
        return name === null ? [] : [`*${name}.${word}`];
      });
      return `${path}${settings.join('')}`;
    })
    .join(',');
}

function writeFork(value: unknown): readonly string[] {
  if (value === null) return [`*${FORK}.none`];
  const { at = '', was = [], ...more } = value as LaneFork;
  const time = readTime(at);
  const names = was.map(({ place }) => settingAt(place));
  if (time === null || names.includes(null) || Object.keys(more).length > 0) return [];
  const former = was.map(({ value: before }, i) => `*${WAS}${names[i] ?? ''}.${String(before)}`);
  return [`*${FORK}.${writeTime(time)}`, ...former];
}

function readLane(text: string): Lane | null {
  const [name, ...settings] = text.split('*');
  const path = PATH_IDS.find((id) => id === name);
  if (path === undefined) return null;
  const set: Record<string, unknown> = {};
  const was: { readonly place: string; readonly value: unknown }[] = [];
  for (const setting of settings) {
    const [, key = '', word = ''] = /^([A-Za-z-]+)\.(.+)$/u.exec(setting) ?? [];
    if (key === FORK) {
      const time = readTime(word);
      if (time === null && word !== 'none') return null;
      set[FORK] = time === null ? null : { at: `${String(time)}ps`, was };
      continue;
    }
    const isFormer = key.startsWith(WAS);
    const place = settingPlace(isFormer ? key.slice(WAS.length) : key);
    const value = readValue(word);
    if (place === null || value === null) return null;
    if (isFormer) was.push({ place, value });
    else set[place] = value;
  }
  return { path, set };
}

function readValue(word: string): boolean | number | string | null {
  if (word === 'on') return true;
  if (word === 'off') return false;
  if (NUMBER.test(word)) return Number(word);
  return WORD.test(word) ? word : null;
}
