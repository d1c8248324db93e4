/** Several futures of one run, kept as tabs. */
export const fork = {
  here: 'Fork here: keep this run, and try another from this moment on',
  label: 'Futures of this run',
  trunk: 'Original',
  unchanged: (at: string) => `Fork at ${at}`,
  close: (name: string) => `Close ${name}`,
  compare: 'Compare',
  same: (at: string) =>
    `The same as before so far. Change the packet size, the rate, packets per doorbell, throttle, busy or halt polling, or type what sets up a VF (ip link set … vf 0 vlan, max_tx_rate, spoofchk, state): it holds from ${at} on. Anything else holds from the start.`,
  later: (at: string) => `A true fork: up to ${at} both runs are the same to the bit.`,
  always: (what: string) =>
    `Not a true fork: “${what}” cannot change while it runs, so this future has it from the start, with the same seed.`,
  typed: (what: string) =>
    `Not a true fork: of what was typed, up to “${what}”, something has to be so before a driver starts (the number of VFs, an address, trust, a driver, the firewall), so this future has all of it from the start.`,
  loose: (at: string) =>
    `This run is a fork: up to ${at} some values were others than the set-up shows.`,
  untyped: 'nothing typed',
  /** Beside a sweep. */
  swept:
    'The run on the page is a fork; the points of a sweep are not. What the set-up shows holds in them from the start.',
  held: {
    'not-now': 'No fork in lessons and quests',
    'too-many': 'Four futures are kept: close one to fork again',
  },
};
