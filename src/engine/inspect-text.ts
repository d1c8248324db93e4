import type { DropCause } from './costs/facts';
import type { StepId } from './costs/steps';
import { MIGRATION_PHASES } from './host/migration-state';
import { LOOKUP_RULES } from './hw/nic-pool';

const LOOKUP_WORDS = LOOKUP_RULES.map((rule) => `rule-${rule}` as const);
const PHASE_WORDS = MIGRATION_PHASES.map((phase) => `phase-${phase}` as const);

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
  'lookup-of',
  'card-rule',
  'bridge-entry',
  'misses',
  'rx-fifo',
  'wire',
  'no-rules',
  ...LOOKUP_WORDS,
  'thread-vcpu',
  'thread-vmm',
  'thread-vhost',
  'thread-pmd',
  'thread-process',
  'thread-irq',
  'thread-sleeping',
  'thread-blocked',
  'thread-waking',
  'thread-ready',
  'thread-interrupted',
  'thread-running',
  'thread-parked',
  'works-at',
  'irq-posted',
  'irq-remapped',
  'kick',
  'kick-wanted',
  'kick-unwanted',
  'napi-polls',
  'napi-waits',
  'napi-off',
  'mitigation',
  'mitigation-on',
  'program-polls',
  'cleaned-at-send',
  'tx-queue',
  'queue-open',
  'queue-stopped',
  'batched',
  'buffers-wanted',
  'dma-engine',
  'fifo-full',
  'paced-until',
  'reads-out',
  'fetching',
  'engine-idle',
  'masked',
  'masked-pending',
  'held-until',
  'quiet-until',
  'armed',
  'fifo',
  'wire-busy-until',
  'wire-free',
  'migration',
  'rounds',
  'pages-left',
  'slowed',
  ...PHASE_WORDS,
] as const;
export type InspectionWord = (typeof INSPECTION_WORDS)[number];

type InspectionPart =
  | string
  | { readonly word: InspectionWord }
  /** Why a frame was dropped. */
  | { readonly drop: DropCause }
  /** A piece of work for a guest, between places. */
  | { readonly step: StepId; readonly vm: number; readonly from: number; readonly to: number };
/** As it stands (a register's name, a number), a word to be said in the learner's language, or several of these. */
export type InspectionText = InspectionPart | readonly InspectionPart[];

export const word = (of: InspectionWord) => ({ word: of });
