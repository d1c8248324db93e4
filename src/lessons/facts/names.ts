import { PATH_IDS } from '../../engine/scenario/scenario';
import { parseScenario } from '../../engine/scenario/parse';
import type { Value } from '../predicate/expression';
import type { Evidence } from './evidence';
import { FACTS, scenarioValue, type Fact } from './list';

type Steps = readonly (string | number)[];

const patterns = new Map(FACTS.map((fact) => [fact, patternOf(fact.name)]));

/** `vms[n].drops.*` → vms, n as a number, drops, any word. */
function patternOf(name: string): readonly string[] {
  return name.replaceAll('[n]', '.[n]').split('.');
}

function matches(fact: Fact, steps: Steps): boolean {
  const pattern = patterns.get(fact) ?? [];
  if (fact.name === 'scenario.*') return steps[0] === 'scenario' && steps.length > 1;
  return (
    pattern.length === steps.length &&
    pattern.every((part, i) => {
      const step = steps[i];
      if (part === '[n]') return typeof step === 'number';
      if (part === '*')
        return typeof step === 'string' && (keysAt(fact, i)?.includes(step) ?? true);
      return part === step;
    })
  );
}

/** The words that may stand in the i-th place of a fact's name. */
function keysAt({ kinds, keys, name }: Fact, i: number): readonly string[] | undefined {
  return kinds !== undefined && patternOf(name).indexOf('*') === i ? kinds : keys;
}

/** Facts as authors read them: those that a guest or a point of a sweep has as the run has them stand there once. */
export function listedFacts(): readonly Fact[] {
  const names = new Set(FACTS.map(({ name }) => name));
  const isAgain = (name: string) =>
    ['vms[n].', 'sweep.*[n][n].'].some(
      (of) => name.startsWith(of) && names.has(name.slice(of.length)),
    );
  return FACTS.filter(({ name }) => !isAgain(name));
}

const find = (steps: Steps) => FACTS.find((fact) => matches(fact, steps));

/** Null for the name of a fact, otherwise the names that there are beside it. */
export function explainFact(steps: Steps): string | null {
  const fact = find(steps);
  if (fact?.name === 'scenario.*') return explainKey(steps.slice(1));
  const [first, second] = steps;
  if (first === 'sweep' && steps.length > 2 && !PATH_IDS.some((id) => id === second)) {
    return `sweep.PATH[BYTES][GUESTS]…; PATH: ${PATH_IDS.join(', ')}`;
  }
  if (fact !== undefined) return null;
  const near = FACTS.filter(({ name }) => name.split(/[.[]/u)[0] === first);
  if (near.length === 0) {
    return [...new Set(FACTS.map(({ name }) => name.split(/[.[]/u)[0] ?? ''))].join(', ');
  }
  const family = near.find(({ name, keys }) => {
    const parts = patternOf(name);
    return keys !== undefined && parts.slice(0, -1).every((part, i) => part === steps[i]);
  });
  if (family?.keys !== undefined) return family.keys.join(', ');
  return near.map(({ name }) => name).join(', ');
}

/** Whether every scenario has such a key; a guest's are those of the first one. */
function explainKey(steps: Steps): string | null {
  const keys = steps.map((step, i) => (i === 1 && steps[0] === 'vms' ? 0 : step));
  if (scenarioValue(defaults(), keys) !== null) return null;
  return 'a key of a scenario with a number, a text, true or false, as scenario.nic.numVfs';
}

let complete: unknown;
function defaults(): unknown {
  if (complete === undefined) {
    const parsed = parseScenario({ vms: [{ path: PATH_IDS[0] }] });
    if (!parsed.ok) throw new Error('the defaults are a scenario');
    complete = parsed.scenario;
  }
  return complete;
}

/** The value of a fact; the name has been checked. */
export function readFact(steps: Steps, evidence: Evidence): Value {
  const fact = find(steps);
  if (fact === undefined) throw new Error(`no fact ${steps.join('.')}`);
  const value = fact.read(evidence, steps);
  // Of nothing delivered there is no figure per packet.
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
