/** When the simulated host started, UTC. The wall clock has no part in the simulation. */
const STARTED_MS = Date.UTC(2025, 10, 22, 7, 30, 0);

/** The host's calendar, `now` being nanoseconds since it started. */
export const dateAt = (now: number): Date => new Date(STARTED_MS + Math.floor(now / 1e6));

export const MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

export const two = (value: number): string => String(value).padStart(2, '0');

/** As `ls -l` prints a recent file's time. */
export function listTime(now: number): string {
  const date = dateAt(now);
  const day = String(date.getUTCDate()).padStart(2);
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${day} ${time}`;
}
