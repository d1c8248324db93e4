import { useEffect, useState } from 'react';
import { create } from 'zustand';

/** The presenter's clock is the hall's: it runs whether the simulation does or not, and nothing of a run depends on it. */
interface TalkClock {
  /** Wall ms when it was last started; null while it stands. */
  readonly since: number | null;
  /** Wall ms that it ran before. */
  readonly before: number;
  /** How long the talk may be; null: not said. */
  readonly minutes: number | null;
  /** In the bar, too, before everybody. */
  readonly inBar: boolean;
}

export const useTalkClock = create<TalkClock>()(() => ({
  since: null,
  before: 0,
  minutes: null,
  inBar: false,
}));

export const elapsed = ({ since, before }: Pick<TalkClock, 'since' | 'before'>, now: number) =>
  before + (since === null ? 0 : Math.max(0, now - since));

export function startClock(now: number): void {
  if (useTalkClock.getState().since === null) useTalkClock.setState({ since: now });
}

export function stopClock(now: number): void {
  useTalkClock.setState((clock) => ({ since: null, before: elapsed(clock, now) }));
}

/** From nothing, running on where it ran. */
export function resetClock(now: number): void {
  useTalkClock.setState(({ since }) => ({ since: since === null ? null : now, before: 0 }));
}

/** `1:02:05`, `−0:30` where the time is over. */
export function clockText(ms: number): string {
  const all = Math.floor(Math.abs(ms) / 1000);
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  const text = hours === 0 ? `${String(minutes)}:` : `${String(hours)}:${two(minutes)}:`;
  return `${ms < 0 && all > 0 ? '−' : ''}${text}${two(seconds)}`;
}

/** Since the start of the talk, and until it has to end; again each second. */
export function useTalk(): { readonly elapsed: number; readonly left: number | null } {
  const clock = useTalkClock();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const ms = elapsed(clock, now);
  return { elapsed: ms, left: clock.minutes === null ? null : clock.minutes * 60_000 - ms };
}
