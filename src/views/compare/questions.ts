import { neededFor } from '../../store/vocabulary';
import type { FunctionKind, Lane } from '../../store/vocabulary';
import type { Editable } from '../../store/run';
import { withValue } from '../../store/url-scenario';

/** A kind of function on a card that makes kind `on`. */
const withFunction = (kind: FunctionKind, on: FunctionKind): Lane['set'] => ({
  'vms.0.function': kind,
  ...neededFor(on, false),
});

const lane = (path: Lane['path'], set: Lane['set'] = {}): Lane => ({ path, set });

export type QuestionId = 'fast' | 'posted' | 'eventIdx' | 'polling' | 'after';

export interface Question {
  readonly id: QuestionId;
  readonly lanes: readonly Lane[];
  /** The traffic that shows it; null where any does. */
  readonly traffic: { readonly kind: 'cbr' | 'burst'; readonly direction: 'tx' | 'rx' } | null;
  /** Where the answer stands: in one packet, or in the books of the whole run. */
  readonly scope: 'packet' | 'run';
}

/** Questions somebody has, each with the lanes that answer it. */
export const QUESTIONS: readonly Question[] = [
  {
    id: 'fast',
    lanes: [lane('emulated'), lane('virtio'), lane('vhost-net'), lane('sriov')],
    traffic: null,
    scope: 'packet',
  },
  {
    id: 'posted',
    lanes: [
      lane('sriov'),
      lane('sriov', { 'host.postedInterrupts': false }),
      lane('sriov', { 'host.postedInterrupts': false, 'host.apicv': false }),
    ],
    traffic: { kind: 'cbr', direction: 'rx' },
    scope: 'packet',
  },
  {
    id: 'eventIdx',
    lanes: [lane('vhost-net'), lane('vhost-net', { 'vms.0.tuning.eventIdx': false })],
    // One packet alone finds the other side asleep with or without.
    traffic: { kind: 'burst', direction: 'tx' },
    scope: 'run',
  },
  {
    id: 'polling',
    lanes: [lane('vhost-net'), lane('vhost-user')],
    traffic: { kind: 'cbr', direction: 'rx' },
    scope: 'run',
  },
  {
    // No card has both: the first lane is the VF of the card that makes ADIs.
    id: 'after',
    lanes: (['vf', 'adi', 'vdpa-vf'] as const).map((kind) =>
      lane('sriov', withFunction(kind, kind === 'vf' ? 'adi' : kind)),
    ),
    traffic: null,
    scope: 'packet',
  },
];

/** The scenario with the traffic of a question; what the learner set otherwise stays. */
export function withTraffic(input: Editable, traffic: NonNullable<Question['traffic']>): Editable {
  const kept = withValue(input, 'vms.0.traffic.kind', traffic.kind);
  return withValue(kept, 'vms.0.traffic.direction', traffic.direction) as Editable;
}
