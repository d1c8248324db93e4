import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../engine/scenario/parse';
import { PRESET_IDS, PRESETS } from '../../engine/scenario/presets';
import type { Scenario } from '../../engine/scenario/scenario';
import { scenarioToJson } from '../../engine/scenario/to-json';
import { loadMessages } from '../../i18n';
import { changesBetween, type Page } from '../../store/difference';
import { DEFAULT_LANES } from '../../store/url-lanes';
import { withValue } from '../../store/url-scenario';
import { nameOfPlace, stepText } from './words';

const en = await loadMessages('en');
const zh = await loadMessages('zh-CN');

function scenarioOf(input: unknown): Scenario {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.scenario;
}

/** What the step between two pages is called. */
function called(before: Partial<Page>, after: Partial<Page>, messages = en): string {
  const page = { input: {}, beside: null, lanes: DEFAULT_LANES };
  const [from, to] = [
    { ...page, ...before },
    { ...page, ...after },
  ];
  const kept = (of: Page) => ({
    ...of,
    futures: null,
    text: JSON.stringify(of.input),
    scenario: scenarioOf(of.input),
  });
  const changes = changesBetween(from, to);
  const step = { before: kept(from), after: kept(to), changes, opened: null };
  return stepText(messages, step, (id) => id.toUpperCase());
}

const set = (...changes: readonly (readonly [string, unknown])[]) =>
  changes.reduce<unknown>((input, [path, value]) => withValue(input, path, value), {});
const name = (path: string, value: unknown, messages = en) =>
  called({}, { input: set([path, value]) }, messages);

describe('what an edit is called', () => {
  it.each<readonly [string, unknown, string, string]>([
    ['nic.numVfs', 1, '1 VF', '1 个 VF'],
    ['nic.numVfs', 32, '32 VFs', '32 个 VF'],
    ['nic.vfsPerPf', [3, 4], '7 VFs', '7 个 VF'],
    ['nic.device', 'intel-e810', 'card INTEL-E810', '网卡 INTEL-E810'],
    ['vms.0.path', 'vhost-net', 'path vhost-net', '路径 vhost-net'],
    ['vms.0.count', 3, '3 guests', '3 台虚拟机'],
    ['vms.0.traffic.packetBytes', 1500, 'packets of 1,500 B', '包长 1,500 B'],
    ['vms.0.traffic.pps', 20_000, '20,000 packets/s', '每秒 20,000 个包'],
    ['vms.0.traffic.kind', 'bulk', 'traffic: as fast as it goes', '流量：全速发送'],
    ['vms.0.tuning.eventIdx', false, 'virtio event index: off', 'virtio 事件索引 (event idx)：关'],
    [
      'vms.0.tuning.haltPollUs',
      50,
      'Halt polling of KVM: 50.0 µs',
      'KVM 停机轮询 (halt polling)：50.0 µs',
    ],
    [
      'vms.0.tuning.pages',
      '1GiB',
      'Pages of the guest’s memory: 1 GiB, two levels',
      '虚拟机内存的页：1 GiB，两级',
    ],
    ['run.until', '2ms', 'length of the run: 2ms', '仿真时长：2ms'],
    ['costs.exitLight', 1500, 'price exitLight: 1500', '开销 exitLight：1500'],
    ['host.firewall', ['add table ip t'], 'firewall rules: 1', '防火墙规则：1'],
    ['fork', { at: '2ms' }, 'fork at 2.00 ms', '在 2.00 ms 分叉'],
    ['migration', { guest: 'vm0' }, 'migration of VM0', '迁移 VM0'],
  ])('%s %j', (path, value, english, chinese) => {
    expect([name(path, value), name(path, value, zh)]).toEqual([english, chinese]);
  });

  it('says what a default is that an edit went back to', () => {
    const other = { input: set(['vms.0.path', 'virtio']) };
    expect(called(other, {})).toBe('path SR-IOV');
    const off = { input: set(['vms.0.tuning.eventIdx', false]) };
    expect(called(off, {})).toBe('virtio event index: on');
  });

  it('tells the change that others follow from, and how many there are', () => {
    const input = set(
      ['vms.0.tuning.napi', false],
      ['vms.0.path', 'virtio'],
      ['vms.0.traffic.kind', 'burst'],
    );
    expect(called({}, { input })).toBe('path virtio and 2 more');
    expect(called({}, { input }, zh)).toBe('路径 virtio，另有 2 处');
  });

  it('names the guests where they are not the first', () => {
    const groups = { vms: [{ count: 3 }, { path: 'virtio' }] };
    const faster = { vms: [{ count: 3 }, { path: 'virtio', traffic: { pps: 50_000 } }] };
    expect(called({ input: groups }, { input: faster })).toBe('50,000 packets/s (VM3)');
    expect(called({ input: { vms: [{ count: 3 }] } }, { input: groups })).toBe('guests added');
    expect(called({ input: groups }, { input: { vms: [{ count: 3 }] } })).toContain(
      'guests removed',
    );
  });

  it('calls what a command did by the command, cut where it is long', () => {
    const typed = (...lines: string[]) => ({
      input: { edits: lines.map((shell, i) => ({ at: `${String(i + 5)}s`, shell })) },
    });
    const line = 'ip link set enp59s0f0 vf 3 mac 52:54:00:12:34:56';
    expect(called({}, typed(line))).toBe(`typed ${line}`);
    expect(called(typed('ls'), typed('ls', 'echo 0 > f', 'echo 8 > f'))).toBe('typed echo 8 > f');
    expect(called({}, typed(`echo ${'x'.repeat(900)}`)).length).toBeLessThan(80);
    expect(called(typed('ls', 'ls'), {})).toBe('2 commands no longer hold');
  });

  it('names who is beside, and lanes', () => {
    expect(called({}, { beside: 'virtio' })).toBe('beside virtio');
    expect(called({ beside: 'virtio' }, {})).toBe('nobody beside');
    const [first, second, third] = DEFAULT_LANES;
    const lanes = (...of: (typeof first)[]) => ({ lanes: of.filter((lane) => lane !== undefined) });
    const off = { path: 'virtio', set: { 'vms.0.tuning.eventIdx': false } } as const;
    expect(called(lanes(first, second), lanes(first, second, third))).toBe('lane added: SR-IOV');
    expect(called(lanes(first, second, third), lanes(first, third))).toBe('lane removed: virtio');
    expect(called(lanes(first, first, third), lanes(first, third))).toBe('lane removed: Emulated');
    expect(called(lanes(first, second), lanes(first, off))).toBe(
      'lane 2: virtio (virtio event index: off)',
    );
    expect(called(lanes(first, second), lanes(third, off))).toBe('other lanes');
  });
});

/** The places of a scenario, as the published schema has them. */
function placesIn(schema: unknown, at = ''): string[] {
  const { properties, items, anyOf } = schema as Readonly<Record<string, unknown>>;
  if (
    at === 'machine' ||
    at === 'edits' ||
    at === 'fork' ||
    at.endsWith('.replay') ||
    at.endsWith('.attack')
  )
    return [at];
  if (Array.isArray(anyOf)) {
    const object = (anyOf as object[]).find((each) => 'properties' in each);
    return object === undefined || at.endsWith('.direction') ? [at] : [at, ...placesIn(object, at)];
  }
  // Of the page, which keeps them as tabs: no edit writes them.
  if (at === 'futures') return [];
  if (at === 'vms') return placesIn(items, 'vms.0');
  if (properties === undefined) return [at];
  return Object.entries(properties as object).flatMap(([key, inner]) =>
    placesIn(inner, at === '' ? key : `${at}.${key}`),
  );
}

const places = placesIn(JSON.parse(readFileSync('public/scenario.schema.json', 'utf8')));
/** The page tells them in words of their own. */
const TOLD =
  /^(?:edits|machine|fork|migration|nic\.(?:lspci|device|numVfs|vfsPerPf)|costs\..*|vms\.0\.(?:path|count|traffic\.(?:replay|packetBytes|pps)))$/u;

describe('every place of a scenario', () => {
  it('is found in the schema', () => {
    expect(places).toEqual(
      expect.arrayContaining(['seed', 'nic.numVfs', 'vms.0.tuning.tso', 'host.ari']),
    );
    expect(places.length).toBeGreaterThan(80);
  });

  it.each([
    ['English', en],
    ['Chinese', zh],
  ])('has words in %s', (_, messages) => {
    const nameless = places
      .filter((place) => !TOLD.test(place))
      .map((place) => `new.${place}`)
      .filter((place) => nameOfPlace(messages, place) === place);
    expect(nameless).toEqual([]);
  });

  it('is called by its own name where it is new', () => {
    expect(nameOfPlace(en, 'host.newSwitch')).toBe('host.newSwitch');
  });
});

it('names every step between any two examples, with words and nothing else', () => {
  const inputs = PRESET_IDS.map((id) => scenarioToJson(scenarioOf(PRESETS[id])));
  fc.assert(
    fc.property(fc.constantFrom(...inputs), fc.constantFrom(...inputs), (a, b) => {
      for (const messages of [en, zh] as const) {
        const text = called({ input: a }, { input: b }, messages);
        expect(text === '').toBe(JSON.stringify(a) === JSON.stringify(b));
        expect(text).not.toMatch(/undefined|NaN|\[object/u);
      }
    }),
    { numRuns: 100 },
  );
});

it('names whatever single value is changed, to whatever JSON', () => {
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), (place, value) => {
      const page = { beside: null, lanes: DEFAULT_LANES };
      const changes = changesBetween(
        { ...page, input: {} },
        { ...page, input: set([place, value]) },
      );
      const scenario = scenarioOf({});
      const kept = { ...page, text: '', scenario, futures: null };
      const text = stepText(en, { before: kept, after: kept, changes, opened: null });
      expect(changes.length === 0 || text.length > 0).toBe(true);
    }),
    { examples: [['version', { '': 'toString' }]] },
  );
});
