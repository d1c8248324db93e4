import { HOST_STARTED_MS } from '../formats/capture/epoch';

/** The host's calendar, `now` being nanoseconds since it started. */
export const dateAt = (now: number): Date => new Date(HOST_STARTED_MS + Math.floor(now / 1e6));

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
