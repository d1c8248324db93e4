import type { DropCause } from './costs/facts';
import { LOOKUP_RULES } from './hw/nic-pool';

const LOOKUP_WORDS = LOOKUP_RULES.map((rule) => `rule-${rule}` as const);

/** Words an inspection uses beside the names of specifications; the page has them in each language. */
export const INSPECTION_WORDS = [
  'mode',
  'guest',
  'root',
  'preempted',
  'polling',
  'blocked',
  'driver',
  'queue-pairs',
  'frames-waiting',
  'waiting-to-send',
  'lock-holder',
  'lock-waiters',
  'free',
  'vcpu',
  'main-loop',
  'source',
  'destination',
  'created',
  'outside',
  'broadcast',
  'not-known',
  'switch-mode',
  'host-and-rest',
  'nobody',
  'group',
  'not-in-use',
  'last-lookup',
  'looked-up-in',
  'by-rule',
  'goes-to',
  'sent-frames',
  'taken-frames',
  'address-not-set',
  'untagged',
  'wire',
  ...LOOKUP_WORDS,
] as const;
export type InspectionWord = (typeof INSPECTION_WORDS)[number];

type InspectionPart =
  | string
  | { readonly word: InspectionWord }
  /** Why a frame was dropped. */
  | { readonly drop: DropCause };
/** As it stands (a register's name, a number), a word to be said in the learner's language, or several of these. */
export type InspectionText = InspectionPart | readonly InspectionPart[];

export const word = (of: InspectionWord) => ({ word: of });
