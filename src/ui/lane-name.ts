import { readTime } from '../store/url-time';
import type { Lane } from '../store/vocabulary';
import { formatPicos } from '../i18n/format';
import type { Messages } from '../i18n';

/** `virtio event index: off`; a setting the page has no name for is called as in the scenario. */
export function settingText(messages: Messages, place: string, value: unknown): string {
  const { tunings, compare } = messages;
  const key = place.split('.').at(-1) ?? '';
  if (place === 'fork') {
    const at = (value as { readonly at?: string } | null)?.at;
    return at === undefined ? messages.fork.trunk : messages.fork.unchanged(momentText(at));
  }
  if (place === 'edits') {
    const lines = value as readonly { readonly shell: string }[] | null;
    const last = lines?.at(-1)?.shell;
    return last === undefined ? messages.fork.untyped : messages.undo.typed(last);
  }
  const kinds: Readonly<Record<string, string>> = messages.instances.kinds;
  if (place === 'vms.0.function') return kinds[String(value)] ?? String(value);
  const names: Readonly<Record<string, string>> = {
    ...messages.undo.names,
    ...tunings.names,
    ...compare.lane.names,
  };
  const values: Readonly<Record<string, string>> = tunings.values;
  const text = String(value);
  const said =
    value === true ? compare.lane.on : value === false ? compare.lane.off : (values[text] ?? text);
  const micros = typeof value === 'number' && key.endsWith('Us');
  return compare.lane.setting(
    names[key] ?? key,
    micros ? `${text} ${messages.shell.setUp.micros}` : said,
  );
}

/** A lane in a sentence: its path, with what else differs on it. */
export function laneName(messages: Messages, lane: Lane | undefined): string {
  if (lane === undefined) return '';
  const path = messages.shell.paths[lane.path];
  const settings = Object.entries(lane.set).map(([place, value]) =>
    settingText(messages, place, value),
  );
  return settings.length === 0 ? path : `${path} (${settings.join(', ')})`;
}

/** `3000025ns` as people say it. */
function momentText(at: string): string {
  const time = readTime(at);
  return time === null ? at : formatPicos(time);
}
