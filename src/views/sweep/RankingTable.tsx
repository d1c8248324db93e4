import { formatNumber } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { Wide } from '../../ui/Wide';
import controls from '../../ui/controls.module.css';
import { hostCpuOf, type Figure } from './figures';
import { ranking, type Grid, type Place } from './grid';
import { PathMark } from './path-look';
import { absence, placeText } from './words';
import styles from './sweep.module.css';

interface Props {
  readonly grid: Grid;
  readonly figure: Figure;
  readonly place: Place;
}

/** All paths at one place, the best first, each with what limits it and a way to its run. */
export function RankingTable({ grid, figure, place }: Props) {
  const messages = useMessages();
  const m = messages.sweep.ranking;
  const open = useApp((s) => s.openPoint);
  const ranked = ranking(grid, place, figure);
  const others = grid.paths.filter((path) => !ranked.some((each) => each.path === path));
  const title = m.title(placeText(messages, grid.dims, place));
  const [first] = ranked;
  return (
    <div className={styles['ranking']}>
      <h3>{title}</h3>
      <Wide label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{m.rank}</th>
              <th scope="col">{m.path}</th>
              <th scope="col">{messages.sweep.figures[figure.id]}</th>
              {figure.id !== 'hostCpu' && <th scope="col">{m.hostCpu}</th>}
              <th scope="col">{m.limiter}</th>
              <th scope="col">{m.run}</th>
            </tr>
          </thead>
          <tbody>
            {ranked.map(({ path, point, value, rank }, i) => {
              const name = messages.shell.paths[path];
              const alike = ranked[i - 1]?.rank === rank || ranked[i + 1]?.rank === rank;
              return (
                <tr key={path}>
                  <td data-number>{alike ? `= ${String(rank)}` : rank}</td>
                  <th scope="row">
                    <span className={styles['winner']}>
                      <PathMark path={path} />
                      {name}
                    </span>
                  </th>
                  <td data-number>{figure.text(value)}</td>
                  {figure.id !== 'hostCpu' && <td data-number>{formatNumber(hostCpuOf(point))}</td>}
                  <td className={styles['why']}>
                    {messages.sweep.why[point.limiter]}
                    {point.ended === 'events' && ` ${m.cut}.`}
                  </td>
                  <td>
                    <button
                      type="button"
                      className={controls['button']}
                      aria-label={m.openThis(name)}
                      onClick={() => {
                        void open(grid.indexOf(path, place));
                      }}
                    >
                      {m.open}
                    </button>
                  </td>
                </tr>
              );
            })}
            {others.map((path) => {
              const result = grid.at(path, place);
              return (
                <tr key={path} data-absent>
                  <td data-number>–</td>
                  <th scope="row">
                    <span className={styles['winner']}>
                      <PathMark path={path} />
                      {messages.shell.paths[path]}
                    </span>
                  </th>
                  <td colSpan={figure.id === 'hostCpu' ? 3 : 4} className={styles['why']}>
                    {result?.kind === 'measured'
                      ? messages.sweep.why[result.limiter]
                      : absence(messages, result)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
      {first !== undefined && (
        <p className={styles['syntax']}>
          {m.warmUp(first.point.warmUp, first.point.end - first.point.warmUp)}
        </p>
      )}
    </div>
  );
}
