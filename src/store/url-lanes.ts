import { ACTS_ON, PATH_IDS } from '../worker/vocabulary';
import { MOST_LANES } from '../worker/compare-api';
import type { Lane } from '../worker/compare-api';

/** What two lanes are compared by where nothing else is said. */
export const DEFAULT_LANES: readonly Lane[] = [
  { path: 'emulated', set: {} },
  { path: 'virtio', set: {} },
  { path: 'sriov', set: {} },
];
const LEAST_LANES = 2;

/** Of the guests, beside their tunings, and of the card. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  function: 'vms.0.function',
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

export const LANES_ALLOWED = `${String(LEAST_LANES)} – ${String(MOST_LANES)} × ${PATH_IDS.join('|')}, *${[
  ...Object.keys(ACTS_ON),
  ...OF_HOST.slice(3),
  ...Object.keys(ELSEWHERE),
].join('|*')}, .on|.off|.N`;

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
export function readLanes(text: string): readonly Lane[] | null {
  const lanes = text.split(',').map(readLane);
  if (lanes.length < LEAST_LANES || lanes.length > MOST_LANES) return null;
  const known = lanes.filter((lane) => lane !== null);
  return known.length === lanes.length ? known : null;
}

/** The text that {@link readLanes} reads back as these; settings without a place in a link are left out. */
export function writeLanes(lanes: readonly Lane[]): string {
  return lanes
    .map(({ path, set }) => {
      const settings = Object.entries(set).flatMap(([place, value]) => {
        const name = settingAt(place);
        const word = value === true ? 'on' : value === false ? 'off' : String(value);
        return name === null ? [] : [`*${name}.${word}`];
      });
      return `${path}${settings.join('')}`;
    })
    .join(',');
}

function readLane(text: string): Lane | null {
  const [name, ...settings] = text.split('*');
  const path = PATH_IDS.find((id) => id === name);
  if (path === undefined) return null;
  const set: Record<string, unknown> = {};
  for (const setting of settings) {
    const [, key = '', word = ''] = /^([A-Za-z]+)\.(.+)$/u.exec(setting) ?? [];
    const place = settingPlace(key);
    const value = readValue(word);
    if (place === null || value === null) return null;
    set[place] = value;
  }
  return { path, set };
}

function readValue(word: string): boolean | number | string | null {
  if (word === 'on') return true;
  if (word === 'off') return false;
  if (NUMBER.test(word)) return Number(word);
  return WORD.test(word) ? word : null;
}
