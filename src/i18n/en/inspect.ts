import type { InspectionWord } from '../../engine/inspect';

/** Words of the inspector beside registers' names. */
export const inspect = {
  mode: 'vCPU',
  guest: 'in the guest (non-root)',
  root: 'in the hypervisor (root)',
  preempted: 'ready, not running',
  polling: 'halted, KVM polls',
  blocked: 'halted, asleep',
  driver: 'driver',
  'queue-pairs': 'queue pairs',
  'frames-waiting': 'frames waiting',
  'waiting-to-send': 'waiting to be sent',
  'lock-holder': 'big lock (BQL) held by',
  'lock-waiters': 'waiting for the lock',
  free: 'nobody',
  vcpu: 'the vCPU thread',
  'main-loop': 'the main loop',
  source: 'from',
  destination: 'to',
  created: 'created',
  outside: 'the peer host',
  broadcast: 'everybody',
  'not-known': 'not known',
} satisfies Readonly<Record<InspectionWord, string>>;
