import { Fragment } from 'react';
import { useMessages } from '../../i18n/react';
import type { PathId } from '../../store/vocabulary';
import { Wide } from '../../ui/Wide';
import { hostCpuOf, type Figure } from './figures';
import {
  areAlike,
  isComplete,
  ranking,
  type Dim,
  type Grid,
  type Place,
  type Ranked,
} from './grid';
import { LOOKS, PathMark } from './path-look';
import { placeText, valueText } from './words';
import styles from './map.module.css';

interface Props {
  readonly grid: Grid;
  readonly figure: Figure;
  readonly columns: Dim;
  readonly rows: Dim | null;
  /** Where the numbers stand that are on neither side. */
  readonly place: Place;
  /** Of paths alike all are named, or the one with the least host CPU. */
  readonly ties: boolean;
  readonly selected: Place | null;
  readonly onSelect: (place: Place) => void;
}

const MOST_NAMED = 3;

/** Sizes against guests (or rates): in each field the path that wins there, and what limits it. */
export function WinnerMap({ grid, columns, rows, place, ...rest }: Props) {
  const m = useMessages().sweep;
  const lines: readonly (number | null)[] = rows === null ? [null] : rows.values.map((_, i) => i);
  const box = m.map.title(m.figures[rest.figure.id]);
  return (
    <Wide label={box}>
      <table className={styles['map']}>
        <thead>
          <tr>
            <td>{rows !== null && `${m.dims[rows.id]} ↓`}</td>
            {columns.values.map((value) => (
              <th key={value} scope="col">
                {valueText(columns.id, value)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((row) => (
            <tr key={row ?? 0}>
              <th scope="row">
                {rows !== null && row !== null && valueText(rows.id, rows.values[row] ?? 0)}
              </th>
              {columns.values.map((value, column) => (
                <td key={value}>
                  <Field
                    grid={grid}
                    here={{
                      ...place,
                      [columns.id]: column,
                      ...(rows !== null && row !== null && { [rows.id]: row }),
                    }}
                    {...rest}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

interface FieldProps extends Pick<Props, 'grid' | 'figure' | 'ties' | 'selected' | 'onSelect'> {
  readonly here: Place;
}

function Field({ grid, here, figure, ties, selected, onSelect }: FieldProps) {
  const messages = useMessages();
  const m = messages.sweep;
  const ranked = ranking(grid, here, figure);
  const complete = isComplete(grid, here);
  const best = ranked.filter(({ rank }) => rank === 1);
  const [first] = best;
  if (first === undefined) {
    return <span className={styles['noField']}>{complete ? m.map.none : m.map.pending}</span>;
  }
  const leastCpu = best.filter(({ point }) => areAlike(hostCpuOf(first.point), hostCpuOf(point)));
  const named = (ties ? best : leastCpu).slice(0, MOST_NAMED);
  const names = named.map(({ path }) => messages.shell.paths[path]).join(' = ');
  const all = ties && best.length > 2;
  const winner = all ? m.map.alike(best.length) : names;
  const others = all ? 0 : best.length - named.length;
  const more = [
    ...(others > 0 ? [m.map.andAlike(others)] : []),
    ...(complete ? [] : [m.map.soFar]),
  ];
  const figureText = figure.text(first.value);
  const limit = m.limiters[first.point.limiter];
  const isSelected =
    selected !== null && grid.dims.every(({ id }) => (selected[id] ?? 0) === (here[id] ?? 0));
  return (
    <button
      type="button"
      className={styles['field']}
      data-sofar={!complete}
      aria-pressed={isSelected}
      aria-label={[
        m.map.cell(placeText(messages, grid.dims, here), winner, figureText, limit),
        ...more,
      ].join(' ')}
      style={{ borderInlineStartColor: colourOf(first, named.length > 1) }}
      onClick={() => {
        onSelect(here);
      }}
    >
      <span className={styles['winner']}>
        {named.map(({ path }) => (
          <PathMark key={path} path={path} />
        ))}
        <b>{winner}</b>
      </span>{' '}
      <span>{figureText}</span>{' '}
      <span className={styles['limit']} data-limiter={first.point.limiter}>
        {limit}
      </span>
      {more.map((words) => (
        <Fragment key={words}>
          {' '}
          <span className={styles['alike']}>{words}</span>
        </Fragment>
      ))}
    </button>
  );
}

function colourOf({ path }: Ranked, shared: boolean): string {
  return shared ? 'var(--edge)' : LOOKS[path satisfies PathId].colour;
}
