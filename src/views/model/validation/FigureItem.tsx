/* oxlint-disable jsx-a11y/prefer-tag-over-role -- SVG has no images of its own drawing. */
import { formatNumber } from '../../../i18n/format';
import { useMessages } from '../../../i18n/react';
import type { CheckRow } from '../../../store/vocabulary';
import { useApp } from '../../../store';
import type { Editable } from '../../../store/run';
import controls from '../../../ui/controls.module.css';
import { bandOf, placeOf, verdictOf } from './strip';
import { VerdictBadge } from './VerdictBadge';
import styles from './figure.module.css';

interface Props {
  readonly row: CheckRow;
  readonly said: (english: string) => string;
}

/** One published figure beside the model's; opens into how it was compared. */
export function FigureItem({ row, said }: Props) {
  const messages = useMessages().model;
  const m = messages.validation;
  const figure = useApp((s) => s.figures.get(row.id));
  const verdict = verdictOf(row);
  const ratio = m.ratioText(formatNumber(row.ratio));
  const published =
    typeof row.published === 'number'
      ? formatNumber(row.published)
      : m.range(formatNumber(row.published[0]), formatNumber(row.published[1]));
  return (
    <details className={styles['figure']} data-figure-id={row.id} data-verdict={verdict}>
      <summary>
        <VerdictBadge verdict={verdict} />
        <span className={styles['what']}>
          {said(row.what)}
          <small>
            <code>{row.id}</code> · {messages.profiles[row.profile]}
          </small>
        </span>
        <span className={styles['number']}>
          <small>{m.published}</small>
          {published} {row.unit}
        </span>
        <span className={styles['number']}>
          <small>{m.model}</small>
          {formatNumber(row.model)} {row.unit}
        </span>
        <span className={styles['ratio']}>
          <Strip row={row} alt={m.strip(formatNumber(row.ratio), m.verdict[verdict])} />
          <span data-ratio={row.ratio}>{ratio}</span>
        </span>
      </summary>
      <dl className={styles['more']}>
        {verdict === 'miss' && (
          <div>
            <dt>{m.why}</dt>
            <dd>{row.why === null ? m.whyUnknown : said(row.why)}</dd>
          </div>
        )}
        <div>
          <dt>{m.how}</dt>
          <dd>
            {said(row.how)}
            {row.scenario !== null && <OpenScenario scenario={row.scenario} />}
          </dd>
        </div>
        <div>
          <dt>{m.tolerance}</dt>
          <dd>
            {row.kind === 'exits'
              ? m.factor(formatNumber(row.tolerance))
              : m.within(String(Math.round(row.tolerance * 100)))}
          </dd>
        </div>
        {row.conditions !== null && (
          <div>
            <dt>{m.conditions}</dt>
            <dd lang="en">{row.conditions}</dd>
          </div>
        )}
        <div>
          <dt>{m.source}</dt>
          <dd>
            <span lang="en">{row.source}</span>{' '}
            {figure !== undefined && <small>{m.evidence[figure.evidence]}</small>}
          </dd>
        </div>
      </dl>
    </details>
  );
}

function OpenScenario({ scenario }: { readonly scenario: NonNullable<CheckRow['scenario']> }) {
  const m = useMessages().model.validation;
  return (
    <button
      type="button"
      className={controls['button']}
      onClick={() => {
        const { edit, setView } = useApp.getState();
        edit(() => structuredClone(scenario) as Editable);
        setView('stage');
      }}
    >
      {m.open}
    </button>
  );
}

const WIDTH = 120;
const HEIGHT = 18;
/** Ratios with a tick of their own. */
const TICKS = [0.1, 1, 10];

/** The ratio on a logarithmic scale, with the tolerance as a band. */
function Strip({ row, alt }: { readonly row: CheckRow; readonly alt: string }) {
  const [from, to] = bandOf(row);
  const x = placeOf(row.ratio) * WIDTH;
  const verdict = verdictOf(row);
  return (
    <svg
      className={styles['strip']}
      viewBox={`-6 0 ${String(WIDTH + 12)} ${String(HEIGHT)}`}
      role="img"
      aria-label={alt}
    >
      <rect
        className={styles['band']}
        x={from * WIDTH}
        y={2}
        width={Math.max(2, (to - from) * WIDTH)}
        height={HEIGHT - 4}
      />
      <path className={styles['base']} d={`M0 ${String(HEIGHT / 2)}H${String(WIDTH)}`} />
      {TICKS.map((tick) => (
        <path
          key={tick}
          className={styles['base']}
          d={`M${String(placeOf(tick) * WIDTH)} ${tick === 1 ? '2V16' : '6V12'}`}
        />
      ))}
      {verdict === 'miss' ? (
        <path
          className={styles['off']}
          d={`M${String(x)} ${String(HEIGHT / 2 - 5.5)}l5.5 5.5-5.5 5.5-5.5-5.5z`}
        />
      ) : (
        <circle
          className={verdict === 'input' ? styles['given'] : styles['on']}
          cx={x}
          cy={HEIGHT / 2}
          r={4.5}
        />
      )}
    </svg>
  );
}
