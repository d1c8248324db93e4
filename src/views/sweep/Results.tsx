import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import type { SweepRun } from '../../store/sweep';
import { sweepHeader, sweepObject, sweepRow, toCsv } from '../../store/vocabulary';
import { saveText } from '../../ui/save-text';
import controls from '../../ui/controls.module.css';
import { Curves } from './Curves';
import { FIGURES, figureById } from './figures';
import { gridOf, within, type Dim } from './grid';
import { RankingTable } from './RankingTable';
import { valueText } from './words';
import { WinnerMap } from './WinnerMap';
import styles from './sweep.module.css';

/** The results of one sweep as curves and as a map; they stay as they are while the next is being set up. */
export function Results({ sweep }: { readonly sweep: SweepRun }) {
  const messages = useMessages();
  const m = messages.sweep;
  const { along: alongId, log, ties, bareMetal, ...look } = useApp((s) => s.sweepLook);
  const set = useApp((s) => s.lookAtSweep);
  const grid = gridOf(sweep);
  const figure = FIGURES.find(({ id }) => id === look.figure) ?? figureById('throughput');
  const figureId = figure.id;
  const place = within(grid, look.place);
  const chosen = look.chosen === null ? null : within(grid, look.chosen);
  const varied = grid.dims.filter(({ values }) => values.length > 1);
  const along = pick(varied, alongId) ?? varied[0] ?? grid.dims[0];
  // The map's other side is the next number that varies; those beyond stand where the fields above say.
  const across = varied.find((dim) => dim !== along) ?? null;
  const fixed = varied.filter((dim) => dim !== along);
  const selected = chosen ?? place;
  const contest = bareMetal
    ? grid
    : { ...grid, paths: grid.paths.filter((path) => path !== 'bare-metal') };
  const shown = contest.paths.length === 0 ? grid : contest;
  return (
    <div className={styles['results']}>
      <div className={styles['choices']}>
        <label className={controls['field']}>
          <span className={controls['label']}>{m.figure}</span>
          <select
            className={controls['select']}
            value={figureId}
            onChange={(event) => {
              set({ figure: event.currentTarget.value });
            }}
          >
            {FIGURES.map(({ id }) => (
              <option key={id} value={id}>
                {m.figures[id]}
              </option>
            ))}
          </select>
        </label>
        {along !== undefined && varied.length > 1 && (
          <label className={controls['field']}>
            <span className={controls['label']}>{m.along}</span>
            <select
              className={controls['select']}
              value={along.id}
              onChange={(event) => {
                set({ along: event.currentTarget.value });
              }}
            >
              {varied.map(({ id }) => (
                <option key={id} value={id}>
                  {m.dims[id]}
                </option>
              ))}
            </select>
          </label>
        )}
        {fixed.map(({ id, values }) => (
          <label key={id} className={controls['field']}>
            <span className={controls['label']}>{m.at(m.dims[id])}</span>
            <select
              className={controls['select']}
              value={place[id] ?? 0}
              onChange={(event) => {
                const next = { ...place, [id]: Number(event.currentTarget.value) };
                set({ place: next, chosen: next });
              }}
            >
              {values.map((value, i) => (
                <option key={value} value={i}>
                  {valueText(id, value)}
                </option>
              ))}
            </select>
          </label>
        ))}
        <label className={controls['check']}>
          <input
            type="checkbox"
            checked={log}
            onChange={(event) => {
              set({ log: event.currentTarget.checked });
            }}
          />
          {m.curves.log}
        </label>
        <Downloads sweep={sweep} />
      </div>
      {along !== undefined && (
        <>
          <Curves
            grid={grid}
            figure={figure}
            along={along}
            place={place}
            linkGbps={sweep.linkGbps}
            log={log}
            title={m.curves.title(m.figures[figureId], m.dims[along.id])}
          />
          <div className={styles['mapFigure']}>
            <h3>{m.map.title(m.figures[figureId])}</h3>
            <p className={styles['syntax']}>{m.map.note}</p>
            <div className={styles['contest']}>
              <label className={controls['check']}>
                {m.map.equals}
                <select
                  className={controls['select']}
                  value={ties ? 'ties' : 'cpu'}
                  onChange={(event) => {
                    set({ ties: event.currentTarget.value === 'ties' });
                  }}
                >
                  <option value="cpu">{m.map.leastCpu}</option>
                  <option value="ties">{m.map.ties}</option>
                </select>
              </label>
              <label className={controls['check']}>
                <input
                  type="checkbox"
                  checked={bareMetal}
                  onChange={(event) => {
                    set({ bareMetal: event.currentTarget.checked });
                  }}
                />
                {m.map.bareMetal}
              </label>
            </div>
            <WinnerMap
              grid={shown}
              figure={figure}
              columns={along}
              rows={across}
              place={place}
              ties={ties}
              selected={chosen}
              onSelect={(field) => {
                set({ chosen: within(grid, field) });
              }}
            />
          </div>
        </>
      )}
      <RankingTable grid={grid} figure={figure} place={selected} />
    </div>
  );
}

function pick(dims: readonly Dim[], id: string | null): Dim | undefined {
  return dims.find((dim) => dim.id === id);
}

/** All points with all their metrics, in the order of the grid. */
function Downloads({ sweep: { axes, size, results } }: { readonly sweep: SweepRun }) {
  const m = useMessages().sweep.table;
  const each = <T,>(of: (index: number) => T) => Array.from({ length: size }, (_, i) => of(i));
  return (
    <fieldset className={styles['downloads']}>
      <legend className={controls['label']}>{m.all}</legend>
      <button
        type="button"
        className={controls['button']}
        title={m.csvHint}
        onClick={() => {
          const rows = each((i) => sweepRow(axes, i, results.get(i) ?? null));
          saveText(toCsv(sweepHeader(axes), rows), 'sweep.csv', 'text/csv');
        }}
      >
        {m.csv}
      </button>
      <button
        type="button"
        className={controls['button']}
        title={m.fileHint}
        onClick={() => {
          const points = each((i) => sweepObject(axes, i, results.get(i) ?? null));
          const text = JSON.stringify({ axes, points }, null, 2);
          saveText(text, 'sweep.json', 'application/json');
        }}
      >
        {m.file}
      </button>
    </fieldset>
  );
}
