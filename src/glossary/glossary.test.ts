import { describe, expect, it, test } from 'vitest';
import { EXIT_CLASSES, FACT } from '../engine/costs/facts';
import { STEP_IDS } from '../engine/costs/steps';
import { Run } from '../engine/run';
import { parseScenario } from '../engine/scenario/parse';
import { PRESETS } from '../engine/scenario/presets';
import { loadGlossary, nameOf, search, englishOf } from '.';
import { CARDS, CARDS_SCENARIO } from './cards';
import { GROUPS, LANGUAGES } from './term';
import { TERM_IDS, TERMS } from './terms';

const glossaries = await Promise.all(LANGUAGES.map(loadGlossary));
const CJK = /[\u4e00-\u9fff]/u;

it('has some eighty terms, of every group', () => {
  expect(TERM_IDS.length).toBeGreaterThanOrEqual(80);
  expect(new Set(TERM_IDS.map((id) => TERMS[id].group))).toEqual(new Set(GROUPS));
});

it('relates terms to others that there are', () => {
  const ids = new Set<string>(TERM_IDS);
  const lost = TERM_IDS.flatMap((id) =>
    TERMS[id].related.filter((other) => !ids.has(other) || other === id),
  );
  expect(lost).toEqual([]);
  expect(TERM_IDS.filter((id) => TERMS[id].related.length === 0)).toEqual([]);
});

it('cites something for every term', () => {
  const bare = TERM_IDS.filter((id) =>
    TERMS[id].sources.some((source) => source.trim().length < 8),
  );
  expect(bare).toEqual([]);
});

describe.each(glossaries)('in $language', (glossary) => {
  const { language, words } = glossary;
  const most = language === 'en' ? { short: 160, long: 420 } : { short: 80, long: 190 };
  const least = language === 'en' ? { short: 20, long: 60 } : { short: 10, long: 24 };

  test('says the same terms', () => {
    expect(Object.keys(words).toSorted()).toEqual([...TERM_IDS].toSorted());
  });

  test.each(['short', 'long'] as const)('keeps the %s text within its bounds', (which) => {
    const wrong = TERM_IDS.filter((id) => {
      const { length } = words[id][which];
      return length < least[which] || length > most[which];
    });
    expect(wrong.map((id) => [id, words[id][which].length])).toEqual([]);
  });

  test('says what a term is in one sentence', () => {
    const ends = language === 'en' ? /\.(?:\s|$)/u : /。/u;
    const wrong = TERM_IDS.filter(
      (id) => words[id].short.search(ends) !== words[id].short.length - 1,
    );
    expect(wrong).toEqual([]);
  });

  test('is written in its own language', () => {
    const said = TERM_IDS.filter((id) => CJK.test(words[id].short) !== (language === 'zh-CN'));
    expect(said).toEqual([]);
  });

  test('keeps the English term beside the translation', () => {
    const without = TERM_IDS.filter((id) => {
      const all = `${nameOf(glossary, id)} ${englishOf(glossary, id)}`;
      return !all.includes(TERMS[id].name);
    });
    expect(without).toEqual([]);
  });

  test('has no form that two terms claim, and finds each term by each of its forms', () => {
    const claimed = TERM_IDS.flatMap((id) => words[id].forms);
    expect(claimed.length).toBe(new Set(claimed).size);
    const lost = TERM_IDS.flatMap((id) =>
      words[id].forms.filter((form) => {
        const [found] = glossary.find(form);
        return found?.term !== id || found.text !== form;
      }),
    );
    expect(lost).toEqual([]);
  });

  test('puts a term that is looked for by its name first', () => {
    for (const id of TERM_IDS) expect(search(glossary, TERMS[id].name)[0]).toBe(id);
  });
});

/** Topology, and whether guest 0 has an exit for I/O, of each example. */
const examples = new Map<
  string,
  { readonly kinds: ReadonlySet<string>; readonly exits: boolean }
>();
function example(name: keyof typeof PRESETS) {
  const known = examples.get(name);
  if (known !== undefined) return known;
  const parsed = parseScenario(PRESETS[name]);
  if (!parsed.ok) throw new Error(name);
  const run = new Run(parsed.scenario);
  run.extend(20_000);
  const { facts } = run.window(0, run.end);
  const exits = facts.kind.some(
    (kind, i) => kind === FACT['vm-exit'] && facts.vm[i] === 0 && ((facts.b[i] ?? 0) & 16) === 0,
  );
  const made = { kinds: new Set(run.topology.places.map(({ kind }) => kind as string)), exits };
  examples.set(name, made);
  return made;
}

it('jumps to examples that have the part, and the exit', () => {
  expect(EXIT_CLASSES.length).toBeLessThan(16);
  const wrong = TERM_IDS.filter((id) => {
    const { jump } = TERMS[id];
    if (jump === null) return false;
    const { kinds, exits } = example(jump.example);
    if (jump.part !== undefined && !kinds.has(jump.part)) return true;
    return jump.at === 'first-exit' && !exits;
  });
  expect(wrong.map((id) => [id, TERMS[id].jump])).toEqual([]);
});

it('shows each card of the parts at a moment that comes, with its part', () => {
  const parsed = parseScenario(CARDS_SCENARIO);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const run = new Run(parsed.scenario);
  while (!run.extend(100_000));
  const { hops } = run.window(0, run.end);
  const wrong = CARDS.filter(({ part, vm, step }) => {
    const comes = hops.step.some((id, i) => STEP_IDS[id] === step && hops.vm[i] === vm);
    return !comes || !run.topology.places.some(({ kind }) => kind === part);
  });
  expect(wrong).toEqual([]);
});

it('leaves only what the model leaves out without a jump', () => {
  expect(TERM_IDS.filter((id) => TERMS[id].jump === null)).toEqual(['numa']);
});
