import type { Messages } from '../../i18n';
import { formatCount, formatRate } from '../../i18n/format';
import type { PointResult, SweepFault } from '../../store/vocabulary';
import type { Dim, DimId, Place } from './grid';

/** A value of a number that varies, with its unit. */
export function valueText(id: DimId, value: number): string {
  if (id === 'sizes') return `${formatCount(value)} B`;
  return id === 'guests' ? formatCount(value) : formatRate(value);
}

/** `1500 B, guests 4`. */
export function placeText(m: Messages, dims: readonly Dim[], place: Place): string {
  return dims
    .map(({ id, values }) => {
      const value = valueText(id, values[place[id] ?? 0] ?? 0);
      return `${m.sweep.dims[id]} ${value}`;
    })
    .join(', ');
}

/** Why there is no figure. */
export function absence(m: Messages, result: Exclude<PointResult, { kind: 'measured' }> | null) {
  const { ranking } = m.sweep;
  if (result === null) return ranking.waiting;
  switch (result.kind) {
    case 'no-device':
      return ranking.noDevice(result.without, result.guests);
    case 'refused':
      return result.issues.map(m.problems.issue).join(' ');
    case 'failed':
      return ranking.failed(result.message);
  }
}

export function faultText(m: Messages, { code, key, found, allowed }: SweepFault): string {
  const { faults, setUp } = m.sweep;
  switch (code) {
    case 'too-large':
      return faults['too-large'](
        formatCount(Number(found)),
        formatCount(Number(allowed)),
        key === '' ? '' : key,
      );
    case 'bad-text':
      return faults['bad-text'](found, setUp.syntax);
    case 'unknown-key':
    case 'bad-value':
      return m.problems.issue({ path: key, code: 'wrong-type', found, allowed });
    case 'twice':
      return faults.twice(found);
    case 'nothing':
      return faults.nothing();
  }
}
