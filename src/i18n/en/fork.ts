/** Several futures of one run, kept as tabs. */
export const fork = {
  here: 'Fork here: keep this run, and try another from this moment on',
  label: 'Futures of this run',
  trunk: 'Original',
  unchanged: (at: string) => `Fork at ${at}`,
  close: (name: string) => `Close ${name}`,
  compare: 'Compare',
  notLanes: 'What was typed on the host differs: that is no lane of Compare.',
  same: (at: string) =>
    `The same as the original so far. Change the packet size, the rate, packets per doorbell, throttle, busy or halt polling: it holds from ${at} on. Anything else holds from the start.`,
  later: (at: string) => `A true fork: up to ${at} both runs are the same to the bit.`,
  always: (what: string) =>
    `Not a true fork: “${what}” cannot change while it runs, so this future has it from the start, with the same seed.`,
  loose: (at: string) =>
    `This run is a fork: up to ${at} some values were others than the set-up shows.`,
  held: {
    'not-now': 'No fork in lessons and quests',
    'too-many': 'Four futures are kept: close one to fork again',
    'after-fork':
      'A fork cannot be forked again after it has parted: go back before that, or to the original',
  },
};
