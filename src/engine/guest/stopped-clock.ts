import type { Picos } from '../units';

/**
 * The clocks of guests that stand still while they are moved (kvmclock is stopped with the vCPUs): what an
 * application of theirs does by its clock comes later by that time.
 */
export interface StoppedClock {
  /** Since when each guest stands still; -1 = it runs. */
  since: Picos[];
  /** For how long each has stood still in all. */
  offset: Picos[];
  /** By stream: what its next arrival is still behind. */
  behind: Picos[];
  /** By stream: when an arrival fell due while its guest stood still; -1 = none. */
  due: Picos[];
}

export function runningClock(guests: number, streams: number): StoppedClock {
  const all = (n: number, value: number) => Array.from({ length: n }, () => value);
  return {
    since: all(guests, -1),
    offset: all(guests, 0),
    behind: all(streams, 0),
    due: all(streams, -1),
  };
}

/** An arrival of stream `i` of guest `vm` falls due: 0 = it is time, more = so much later, -1 = when the guest runs again. */
export function delayOf(clock: StoppedClock, i: number, vm: number, now: Picos): Picos {
  if ((clock.since[vm] as number) >= 0) {
    clock.due[i] = now;
    return -1;
  }
  const behind = clock.behind[i] as number;
  clock.behind[i] = 0;
  return behind;
}

/** The guest runs again: calls `again` with each of its streams whose arrival fell due meanwhile, and when that is now. */
export function runOn(
  clock: StoppedClock,
  vm: number,
  streams: readonly number[],
  now: Picos,
  again: (stream: number, at: Picos) => void,
): void {
  const pause = now - (clock.since[vm] as number);
  clock.since[vm] = -1;
  clock.offset[vm] = (clock.offset[vm] as number) + pause;
  for (const i of streams) {
    const due = clock.due[i] as number;
    if (due < 0) clock.behind[i] = (clock.behind[i] as number) + pause;
    else again(i, due + pause);
    clock.due[i] = -1;
  }
}
