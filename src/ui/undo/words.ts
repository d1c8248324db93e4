import { formatBytes, formatCount, formatNumber, formatPicos } from '../../i18n/format';
import type { Messages } from '../../i18n';
import type { Change, ValueChange } from '../../store/difference';
import type { Step } from '../../store/history';
import type { Scenario } from '../../store/vocabulary';
import { laneName } from '../lane-name';

/** A command longer than this is cut. */
const MOST_LETTERS = 60;

/** What one edit did: its most telling change, and how many more there are. */
export function stepText(
  messages: Messages,
  step: Step,
  cardName: (id: string) => string = (id) => id,
): string {
  const m = messages.undo;
  const { opened, changes, after } = step;
  if (opened === 'lesson' || opened === 'quest') return m[opened];
  if (opened !== null) return m.opened(opened.file);
  const [first, ...others] = changes;
  if (first === undefined) return '';
  const text = changeText(messages, first, after.scenario, cardName);
  // What a command changed is said by the command.
  return others.length === 0 || first.kind === 'typed' ? text : m.more(text, others.length);
}

export function changeText(
  messages: Messages,
  change: Change,
  scenario: Scenario,
  cardName: (id: string) => string = (id) => id,
): string {
  const m = messages.undo;
  switch (change.kind) {
    case 'typed':
      return m.typed(cut(change.lines.at(-1) ?? ''));
    case 'untyped':
      return m.untyped(change.count);
    case 'beside':
      return change.path === null ? m.notBeside : m.beside(messages.shell.paths[change.path]);
    case 'lane-added':
      return m.laneAdded(laneName(messages, change.lane));
    case 'lane-removed':
      return m.laneRemoved(laneName(messages, change.lane));
    case 'lane-set':
      return m.laneSet(change.number, laneName(messages, change.lane));
    case 'lanes':
      return m.lanes;
    case 'forked':
      return scenario.fork === null ? m.noFork : m.fork(formatPicos(scenario.fork.at));
    case 'fork-closed':
      return m.noFork;
    case 'value':
      return valueChangeText(messages, change, scenario, cardName);
  }
}

function valueChangeText(
  messages: Messages,
  { place, is }: ValueChange,
  scenario: Scenario,
  cardName: (id: string) => string,
): string {
  const m = messages.undo;
  const { shell } = messages;
  const [room = '', index = '', ...rest] = place.split('.');
  const group = room === 'vms' ? Number(index) : 0;
  const inner = room === 'vms' ? rest.join('.') : place;
  // What a file leaves out stands in the full scenario.
  const value = is ?? valueAt(scenario, place);
  const of = (text: string) =>
    group === 0 ? text : m.ofGroup(text, guestAt(messages, scenario, group));
  switch (inner) {
    case '':
      return is === undefined ? m.groupRemoved : m.groupAdded;
    case 'nic.numVfs':
    case 'nic.vfsPerPf':
      return m.vfs(scenario.nic.numVfs);
    case 'nic.device':
      return m.card(cardName(scenario.nic.device));
    case 'nic.lspci':
      return is === undefined ? m.noDump : m.dump;
    case 'machine':
      return is === undefined ? m.noMachine : m.machine;
    case 'fork':
      return scenario.fork === null ? m.noFork : m.fork(formatPicos(scenario.fork.at));
    case 'path':
      return of(m.path(wordIn(shell.paths, String(value)) ?? String(value)));
    case 'count':
      return of(m.guests(Number(value)));
    case 'traffic.packetBytes':
      return of(m.packets(formatCount(Number(value))));
    case 'traffic.pps':
      return of(m.rate(formatCount(Number(value))));
    case 'traffic.replay':
      return of(is === undefined || is === null ? m.noCapture : m.capture(nameOf(is)));
    case 'migration':
      return scenario.migration === null
        ? m.notMoved
        : m.moved(scenario.migration.guest.toUpperCase());
    default:
      if (room === 'costs') {
        return is === undefined
          ? m.ownPrice(rest.join('.') || index)
          : m.price(index, formatNumber(Number(is)));
      }
      return of(m.value(nameOfPlace(messages, inner), valueText(messages, inner, value)));
  }
}

/** What a place of a scenario is called; one that no part of the page has words for by its own name. */
export function nameOfPlace(messages: Messages, place: string): string {
  const keys = place.split('.');
  const key = keys.at(-1) ?? place;
  const names = { ...messages.tunings.names, ...messages.undo.names };
  return wordIn(names, keys.slice(-2).join('.')) ?? wordIn(names, key) ?? place;
}

/** A table's own word: files may say `toString` anywhere. */
function wordIn(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function valueText(messages: Messages, place: string, value: unknown): string {
  const { undo: m, shell, tunings, instances, model } = messages;
  const key = place.split('.').at(-1) ?? '';
  if (value === undefined || value === null) return m.none;
  if (typeof value === 'boolean') return value ? m.on : m.off;
  if (typeof value === 'number') return numberText(messages, key, value);
  if (Array.isArray(value)) return value.length === 0 ? m.none : formatCount(value.length);
  if (typeof value === 'object') {
    const { to, kind } = value as { readonly to?: unknown; readonly kind?: unknown };
    if (key === 'direction') return shell.setUp.toGuest(String(to).toUpperCase());
    return wordIn(tunings.rogue.kinds, String(kind)) ?? String(kind);
  }
  const tables = new Map<string, Readonly<Record<string, string>>>(
    Object.entries({
      kind: shell.setUp.kinds,
      direction: shell.setUp.directions,
      destination: shell.setUp.addresses.destinations,
      source: shell.setUp.addresses.sources,
      function: instances.kinds,
      profile: model.profiles,
    }),
  );
  const text = String(value as string | bigint);
  return cut(wordIn(tables.get(key) ?? {}, text) ?? wordIn(tunings.values, text) ?? text);
}

const SIZES = ['mmioWindow', 'mmioWindow32', 'pageSize', 'memory', 'workingSet'];
const TIMES = ['until', 'at', 'downtimeLimit'];

/** Files have quantities with their units; the full scenario counts bytes and picoseconds. */
function numberText(messages: Messages, key: string, value: number): string {
  const { bytes, micros } = messages.shell.setUp;
  if (SIZES.includes(key)) return formatBytes(value);
  if (TIMES.includes(key)) return formatPicos(value);
  if (key.endsWith('Us')) return `${formatNumber(value)} ${micros}`;
  if (key === 'mtu') return `${formatCount(value)} ${bytes}`;
  return Number.isInteger(value) ? formatCount(value) : formatNumber(value);
}

/** The first guest of a group. */
function guestAt(messages: Messages, { vms }: Scenario, group: number): string {
  const before = vms.slice(0, group).reduce((sum, { count }) => sum + count, 0);
  return messages.stage.guest(before);
}

const nameOf = (replay: unknown) => String((replay as { readonly name: string }).name);

function cut(text: string): string {
  const [line = ''] = text.split('\n');
  const isWhole = line === text && line.length <= MOST_LETTERS;
  return isWhole ? text : `${line.slice(0, MOST_LETTERS)} …`;
}

function valueAt(scenario: Scenario, place: string): unknown {
  return place.split('.').reduce<unknown>((at, key) => {
    return typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  }, scenario);
}
