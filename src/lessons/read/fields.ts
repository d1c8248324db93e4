import { PLACE_KINDS, type PlaceKind } from '../../engine/costs/places';
import { PATH_IDS } from '../../engine/scenario/scenario';
import { planSweep } from '../../engine/sweep/plan';
import { varyOf, type SweepSetup } from '../../engine/sweep/setup';
import type { Scene, SceneSweep } from '../lesson';
import { LESSON_VIEWS, SWEEP_FIGURES } from '../lesson';
import { MOMENTS, readMoment, type Moment } from '../moment';
import type { Operand, Predicate } from '../predicate/expression';
import { readOperand, readPredicate, type Scope } from '../predicate/parse';
import type { Attribute, Attributes } from './attributes';
import type { Complaints, Position } from './issue';

const SWEEP_KEYS: readonly string[] = ['paths', 'sizes', 'guests', 'rates', 'figure'];
const SWEEP_FORM =
  'paths=sriov,vhost-net; sizes=64,1514; guests=1..4; rates=1000,10000; figure=pps';

/** Reads the attributes of tags; what is wrong is complained of, and a harmless value taken. */
export class Fields {
  readonly complaints: Complaints;
  readonly scenarios: readonly string[];

  constructor(complaints: Complaints, scenarios: readonly string[]) {
    this.complaints = complaints;
    this.scenarios = scenarios;
  }

  scene(attributes: Attributes, at: Position): Scene {
    const from = attributes.get('from');
    const to = attributes.get('to');
    return {
      scenario: this.scenario(attributes, at),
      view: this.oneOf(attributes.get('view'), LESSON_VIEWS) ?? 'stage',
      highlight: this.oneOf(attributes.get('highlight'), PLACE_KINDS) ?? null,
      introduces: this.parts(attributes.get('introduces')),
      from: from === undefined ? { kind: 'start' } : this.moment(from),
      to: to === undefined ? { kind: 'end' } : this.moment(to),
      sweep: this.sweep(attributes.get('sweep')),
    };
  }

  /** `paths=sriov,vhost-net; sizes=64,1514; guests=1..4; figure=pps`. */
  sweep(attribute: Attribute | undefined): SceneSweep | null {
    if (attribute === undefined) return null;
    const given = new Map<string, string>();
    const wrong = (found: string, allowed: string) => {
      this.complaints.add(attribute, 'bad-value', found, allowed);
      return null;
    };
    for (const part of attribute.value.split(';')) {
      const [, key = '', value = ''] = /^\s*([a-z]+)=(\S+)\s*$/u.exec(part) ?? [];
      if (!SWEEP_KEYS.includes(key) || given.has(key)) return wrong(part.trim(), SWEEP_FORM);
      given.set(key, value);
    }
    const names = given.get('paths')?.split(',') ?? [];
    const unknown = names.find((name) => !PATH_IDS.some((id) => id === name));
    if (unknown !== undefined) return wrong(unknown, PATH_IDS.join(', '));
    const asked = given.get('figure') ?? 'throughput';
    const figure = SWEEP_FIGURES.find((each) => each === asked);
    if (figure === undefined) return wrong(asked, SWEEP_FIGURES.join(', '));
    const setup: SweepSetup = {
      paths: PATH_IDS.filter((id) => names.includes(id)),
      sizes: given.get('sizes') ?? '',
      guests: given.get('guests') ?? '',
      rates: given.get('rates') ?? '',
    };
    const plan = planSweep({}, varyOf(setup));
    if (!plan.ok) return wrong(plan.fault.found, plan.fault.allowed);
    return { setup, figure };
  }

  /** The scenario that is named, or the first. */
  scenario(attributes: Attributes, at: Position): string {
    const named = attributes.get('scenario');
    const found = named === undefined ? this.scenarios[0] : named.value;
    if (found !== undefined && this.scenarios.includes(found)) return found;
    const allowed = this.scenarios.join(', ') || '```scenario NAME before it';
    this.complaints.add(named ?? at, 'unknown-scenario', found ?? '', allowed);
    return '';
  }

  moment(attribute: Attribute): Moment {
    const moment = readMoment(attribute.value);
    if (moment === null) this.complaints.add(attribute, 'bad-value', attribute.value, MOMENTS);
    return moment ?? { kind: 'end' };
  }

  oneOf<T extends string>(attribute: Attribute | undefined, known: readonly T[]): T | null {
    if (attribute === undefined) return null;
    const found = known.find((each) => each === attribute.value);
    if (found === undefined) {
      this.complaints.add(attribute, 'bad-value', attribute.value, known.join(', '));
    }
    return found ?? null;
  }

  parts(attribute: Attribute | undefined): readonly PlaceKind[] {
    if (attribute === undefined) return [];
    return attribute.value.split(',').flatMap((word) => {
      const found = PLACE_KINDS.find((kind) => kind === word.trim());
      if (found === undefined) {
        this.complaints.add(attribute, 'bad-value', word, PLACE_KINDS.join(', '));
        return [];
      }
      return [found];
    });
  }

  predicate(attribute: Attribute | undefined, at: Position, scope?: Scope): Predicate {
    const never: Predicate = { kind: 'holds', of: { kind: 'literal', value: false } };
    if (attribute === undefined) {
      this.complaints.add(at, 'missing', '', '{…="a predicate over facts"}');
      return never;
    }
    return readPredicate(attribute.value, attribute, this.complaints, scope) ?? never;
  }

  operand(attribute: Attribute | undefined, at: Position): Operand {
    const nothing: Operand = { kind: 'literal', value: null };
    if (attribute === undefined) {
      this.complaints.add(at, 'missing', '', 'answer=, a fact or a value');
      return nothing;
    }
    return readOperand(attribute.value, attribute, this.complaints) ?? nothing;
  }

  /** `10%` or a number, as a part of the answer. */
  within(attribute: Attribute | undefined): number {
    if (attribute === undefined) return 0;
    const [, digits = ''] = /^(\d{1,2})%$/u.exec(attribute.value) ?? [];
    if (digits === '') this.complaints.add(attribute, 'bad-value', attribute.value, '0% to 99%');
    return Number(digits) / 100;
  }
}
