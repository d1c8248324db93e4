import { expect, test } from 'vitest';
import { FAULT_KINDS, readQuestName, readSite, questName } from './quest';
import { Round } from './round';
import { asRuns } from './world';
import type { ScenarioInput } from '../engine/scenario/schema';

/** The faulty host after more lines were typed and settings set. */
function after(
  { quest }: Round,
  lines: readonly string[],
  patch: (input: ScenarioInput) => object = () => ({}),
) {
  const edits = [
    ...((quest.faulty.edits ?? []) as { at: string; shell: string }[]),
    ...lines.map((shell, i) => ({ at: `${String(100 + i)}s`, shell })),
  ];
  return asRuns({ ...quest.faulty, ...patch(quest.faulty), edits });
}

test.each(FAULT_KINDS)(
  '%s: of all diagnoses one place is right, and others are told why not',
  (kind) => {
    const round = new Round(3, kind);
    const { places, complaints } = round.picture();
    expect(complaints.length).toBeGreaterThan(0);
    const right = places.filter(({ site }) => round.judge({ kind, site }).is === 'right');
    const { site } = round.quest;
    expect(right.map((place) => place.site)).toContain(site);
    // A guest and its VF are one place.
    expect(right.length).toBeLessThanOrEqual(2);
    for (const other of FAULT_KINDS.filter((each) => each !== kind)) {
      expect(round.judge({ kind: other, site }).is).toBe('no-sign');
    }
    expect(round.judge({ kind, site: 'vm63' })).toEqual({ is: 'no-place', site: 'vm63' });
  },
);

test.each(FAULT_KINDS)('%s: found as it is it is not mended; as it was before it is', (kind) => {
  const round = new Round(5, kind);
  expect(round.examine(asRuns(round.quest.faulty)).is).toBe('ill');
  expect(round.examine(asRuns(round.quest.healthy))).toEqual({ is: 'mended' });
  const { changes } = round.answer();
  expect(changes.length).toBeGreaterThan(0);
});

test.each(['wrong-vlan', 'trust-off', 'rate-limit', 'link-off', 'few-vfs', 'vepa'] as const)(
  '%s: what the answer says to type mends it',
  (kind) => {
    for (const seed of [1, 2, 3]) {
      const round = new Round(seed, kind);
      const { lines } = round.answer();
      expect(lines.length).toBeGreaterThan(0);
      expect(round.examine(after(round, lines))).toEqual({ is: 'mended' });
    }
  },
);

test('the spoof check switched off makes the complaint go and is no repair', () => {
  const round = new Round(2, 'spoofed-mac');
  const { places } = round.picture();
  const vm = Number(round.quest.site.slice(2));
  const vf = places.find((place) => place.vm === vm && place.site.startsWith('vf'))?.site.slice(2);
  const repair = round.examine(after(round, [`ip link set enp59s0f0 vf ${vf ?? ''} spoofchk off`]));
  expect(repair.is).toBe('changed-more');
  if (repair.is !== 'changed-more') return;
  expect(repair.changes.map(({ path }) => path)).toEqual([
    `nic.switches.0.vfs.${vf ?? ''}.spoofCheck`,
  ]);
});

test('without buses ARI helps as well as more of them', () => {
  const round = new Round(4, 'few-buses');
  const ari = after(round, [], ({ host }) => ({ host: { ...host, ari: true } }));
  expect(round.examine(ari)).toEqual({ is: 'mended' });
});

test('the same seed makes the same quest, another seed another', () => {
  const told = (seed: number) => JSON.stringify(new Round(seed, null).quest);
  expect(told(9)).toBe(told(9));
  expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map(told)).size).toBe(8);
  const kinds = new Set(Array.from({ length: 60 }, (_, seed) => new Round(seed, null).quest.kind));
  expect(kinds.size).toBe(FAULT_KINDS.length);
});

test('names of quests and places', () => {
  expect(readQuestName('7')).toEqual({ seed: 7, asked: null });
  expect(readQuestName('7:any')).toEqual({ seed: 7, asked: null });
  expect(readQuestName('7:mtu')).toEqual({ seed: 7, asked: 'mtu' });
  for (const bad of ['', '-1', '7:', '7:nothing', '1.5', '99999999999', '7 ']) {
    expect(readQuestName(bad)).toBeNull();
  }
  expect(questName({ seed: 7, asked: 'mtu' })).toBe('7:mtu');
  expect(readSite('VF 2')).toBe('vf2');
  expect(readSite('host')).toBe('host');
  expect(readSite('cpu0')).toBeNull();
});
