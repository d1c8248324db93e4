import { EVENTS, REFUSALS } from '../../embed/names';
import { METHODS } from '../../embed/protocol';
import { USAGE } from '../../cli/usage';
import { PROFILE_IDS } from '../../engine/costs/profiles';
import { DEVICES } from '../../engine/pci/devices';
import { PRESET_IDS } from '../../engine/scenario/presets';
import { PATH_IDS } from '../../engine/scenario/scenario';
import { MOMENTS } from '../../lessons/moment';
import { BLOCK_NAMES, BLOCKS } from '../../lessons/read/steps';
import { listedFacts } from '../../lessons/facts/names';
import { allowed, PANES, PARAMETERS } from '../../store/url-values';
import { SIMPLE } from '../../store/url-scenario';
import { VIEWS } from '../../store/prefs';
import { SHORTCUTS } from '../../ui/shortcuts';
import { VIEW_KEYS, type KeyPlace } from '../../ui/view-keys';
import { PLACE_KINDS } from '../../store/vocabulary';
import { METRICS } from './metrics';
import { anchorOf, priceOf, SCENARIO_KEYS, type Key } from './scenario-keys';
import { code, codes, type Row, type Table } from './table';
import type { Says } from '../says';

/** Texts by name; '' where there is none, which a test finds. */
const about = (texts: Readonly<Record<string, string>>, name: string): string => texts[name] ?? '';

function keyRow(says: Says, { path, allowed: values, initial, about: english, paths }: Key): Row {
  const price = priceOf(path);
  const what = price === null ? says.key(path, english) : says.price(price.what, price.unit);
  const on = paths === null ? '' : ` ${says.words.onPaths(codes(paths))}`;
  return {
    id: anchorOf(path),
    cells: [code(path), says.allowed(values), initial === '' ? '' : code(initial), `${what}${on}`],
  };
}

function parameterRow(says: Says, name: string): Row {
  const simple = SIMPLE.find((each) => each.name === name);
  const key = SCENARIO_KEYS.find(({ path }) => path.replace('.N', '.0') === simple?.path);
  const values = key === undefined ? code(allowed(name)) : says.allowed(key.allowed);
  const said = about(says.words.parameters, name);
  const what = key === undefined || simple === undefined ? said : `${said} (${code(key.path)})`;
  return { id: name, cells: [code(name), values, what] };
}

/** The lines of the command line's own help that belong to a command. */
export function usageOf(command: string): readonly string[] {
  const lines = USAGE.split('\n');
  return lines.flatMap((line, i) => {
    if (!line.includes(` sim ${command} `)) return [];
    const more =
      /^ {12,}/u.exec(lines[i + 1] ?? '') === null ? '' : ` ${lines[i + 1]?.trim() ?? ''}`;
    return [`${line.replace(/^(?:usage:)? +/u, '')}${more}`];
  });
}

export const COMMANDS: readonly string[] = [
  ...new Set([...USAGE.matchAll(/^(?:usage:)? +sim (\w+)/gmu)].map((match) => match[1] ?? '')),
];

/** Every table a page may show, by the name in its `facts` fence. */
const TABLES = {
  parameters: (says: Says) => ({
    columns: says.words.columns.parameters,
    rows: PARAMETERS.map(({ name }) => parameterRow(says, name)),
  }),
  methods: (says: Says) => list(says, METHODS, says.words.methods),
  events: (says: Says) => list(says, EVENTS, says.words.events),
  refusals: (says: Says) => list(says, REFUSALS, says.words.refusals),
  panes: (says: Says) => list(says, PANES, says.words.panes),
  commands: (says: Says) => ({
    columns: says.words.columns.commands,
    rows: COMMANDS.map((name) => ({
      id: name,
      cells: [about(says.words.commands, name), usageOf(name).map(code).join('\n')],
    })),
  }),
  metrics: (says: Says) => list(says, METRICS, says.words.metrics),
  blocks: ({ words, messages }: Says) => ({
    columns: words.columns.blocks,
    rows: BLOCK_NAMES.map((name) => ({
      id: name,
      cells: [
        code(`:::${name}`),
        messages.teach.author.block[name],
        codes(BLOCKS[name].attributes),
        codes(BLOCKS[name].tags.map((tag) => `::${tag}`)),
      ],
    })),
  }),
  moments: ({ words }: Says) => ({
    columns: words.columns.one,
    rows: MOMENTS.split(/[,;] /u).map((moment, i) => ({
      id: `moment-${String(i)}`,
      cells: [code(moment)],
    })),
  }),
  facts: (says: Says) => ({
    columns: says.words.columns.facts,
    rows: listedFacts().map(({ name, about: english, keys }) => ({
      id: name.replace(/[^\w.-]/gu, ''),
      cells: [code(name), says.fact(name, english), codes(keys ?? [])],
    })),
  }),
  parts: (says: Says) => list(says, PLACE_KINDS, says.messages.stage.tips),
  paths: ({ words, messages }: Says) => ({
    columns: words.columns.paths,
    rows: PATH_IDS.map((id) => ({
      id,
      cells: [code(id), messages.shell.paths[id], about(words.paths, id)],
    })),
  }),
  profiles: (says: Says) => list(says, PROFILE_IDS, says.words.profiles),
  presets: ({ words, messages }: Says) => ({
    columns: words.columns.presets,
    rows: PRESET_IDS.map((id) => ({
      id,
      cells: [code(id), messages.presets[id].name, messages.presets[id].what],
    })),
  }),
  devices: ({ words }: Says) => ({
    columns: words.columns.devices,
    rows: DEVICES.map(({ id, name, pfs, totalVfsPerPf, driverPf }) => ({
      id,
      cells: [code(id), name, String(pfs), String(totalVfsPerPf), code(driverPf)],
    })),
  }),
  shortcuts: ({ words, messages }: Says) => ({
    columns: words.columns.shortcuts,
    rows: SHORTCUTS.map(({ name, caps }) => ({
      id: name,
      cells: [capsOf(caps, messages.help.space), messages.help.keys[name]],
    })),
  }),
  'place-keys': ({ words, messages }: Says) => ({
    columns: words.columns.places,
    rows: (Object.keys(VIEW_KEYS) as KeyPlace[]).flatMap((place) => {
      const does: Readonly<Record<string, string>> = messages.help.placeKeys[place];
      return Object.entries<readonly string[]>(VIEW_KEYS[place]).map(([name, caps]) => ({
        id: `${place}.${name}`,
        cells: [messages.help.places[place], capsOf(caps, messages.help.space), about(does, name)],
      }));
    }),
  }),
  views: (says: Says) => ({
    columns: says.words.columns.views,
    rows: VIEWS.map((view) => ({
      id: view,
      cells: [says.messages.shell.views[view], code(`view=${view}`), about(says.words.views, view)],
    })),
  }),
} satisfies Readonly<Record<string, (says: Says) => Table>>;

const capsOf = (caps: readonly string[], space: string) =>
  codes(caps.map((cap) => cap.replace('Space', space)));

function list(
  { words }: Says,
  names: readonly string[],
  texts: Readonly<Record<string, string>>,
): Table {
  return {
    columns: words.columns.names,
    rows: names.map((name) => ({
      id: name.replace('.*', ''),
      cells: [code(name), about(texts, name)],
    })),
  };
}

/** Keys of a scenario below one of its parts: `keys host`, `keys vms.tuning`. */
function keysBelow(says: Says, part: string): Table {
  const rows = SCENARIO_KEYS.filter(({ path }) => groupOf(path) === part);
  return { columns: says.words.columns.keys, rows: rows.map((key) => keyRow(says, key)) };
}

/** Under which heading a key stands. */
export function groupOf(path: string): string {
  const [first = '', second = '', third = ''] = anchorOf(path).split('.');
  if (first === 'vms') return third === '' || second === 'attack' ? 'vms' : `vms.${second}`;
  return ['version', 'madeWith', 'seed', 'run', 'fork', 'futures', 'edits'].includes(first)
    ? 'run'
    : first;
}

/** The table of that name; null where there is none. */
export function tableOf(says: Says, name: string): Table | null {
  const [, part] = /^keys ([a-z.]+)$/u.exec(name) ?? [];
  if (part !== undefined) return keysBelow(says, part);
  return Object.hasOwn(TABLES, name) ? TABLES[name as keyof typeof TABLES](says) : null;
}

export const TABLE_NAMES: readonly string[] = [
  ...Object.keys(TABLES),
  ...new Set(SCENARIO_KEYS.map(({ path }) => `keys ${groupOf(path)}`)),
];
