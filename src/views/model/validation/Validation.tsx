import { useEffect, useState } from 'react';
import { formatCount } from '../../../i18n/format';
import { useMessages } from '../../../i18n/react';
import { toCsv } from '../../../store/vocabulary';
import type { CheckRow } from '../../../store/vocabulary';
import { useApp } from '../../../store';
import controls from '../../../ui/controls.module.css';
import { saveText } from '../../../ui/save-text';
import { useSentences } from '../../../ui/why/use-sentences';
import { FigureItem } from './FigureItem';
import { SilentList } from './SilentList';
import { verdictOf, VERDICTS } from './strip';
import { VerdictBadge } from './VerdictBadge';
import type { Shown } from './VerdictBadge';
import styles from './validation.module.css';

const KINDS = ['price', 'throughput', 'latency', 'exits', 'formula'] as const;
const ALL = 'all';

/** Every published figure that the model speaks to, checked now, and those it is silent about. */
export function Validation() {
  const messages = useMessages().model;
  const m = messages.validation;
  const said = useSentences();
  const checked = useApp((s) => s.checked);
  const silent = useApp((s) => s.silent);
  const profiles = useApp((s) => s.profiles);
  const check = useApp((s) => s.check);
  const failure = useApp((s) => s.referenceFailure);
  const [verdict, setVerdict] = useState<Shown | typeof ALL>(ALL);
  const [kind, setKind] = useState<string>(ALL);
  const [profile, setProfile] = useState<string>(ALL);

  useEffect(() => {
    if (failure === null) void check();
  }, [check, failure]);

  const rows = checked?.rows ?? [];
  const total = checked?.total ?? 0;
  const isDone = total > 0 && rows.length === total;
  const count = (which: Shown) =>
    which === 'silent'
      ? silent.reduce((sum, { figures }) => sum + figures.length, 0)
      : rows.filter((row) => verdictOf(row) === which).length;
  const shown = rows.filter(
    (row) =>
      (verdict === ALL || verdictOf(row) === verdict) &&
      (kind === ALL || row.kind === kind) &&
      (profile === ALL || row.profile === profile),
  );
  return (
    <div className={styles['validation']} data-checked={rows.length} data-done={isDone}>
      <h3 className={styles['title']}>{m.title}</h3>
      <p className={styles['text']}>{m.intro}</p>
      <fieldset className={styles['totals']} aria-label={m.totals}>
        {([...VERDICTS, 'silent'] as const).map((each) => (
          <button
            key={each}
            type="button"
            className={styles['total']}
            aria-pressed={verdict === each}
            title={m.verdictText[each]}
            data-total={each}
            onClick={() => {
              setVerdict(verdict === each ? ALL : each);
            }}
          >
            <strong>{formatCount(count(each))}</strong>
            <VerdictBadge verdict={each} />
            <small>{m.verdictText[each]}</small>
          </button>
        ))}
      </fieldset>
      <output className={styles['progress']}>
        {isDone ? m.done(total) : m.progress(rows.length, total)}
      </output>
      {!isDone && (
        <progress max={Math.max(total, 1)} value={rows.length} aria-label={m.title} data-loading />
      )}
      <div className={styles['tools']}>
        <Choice
          label={m.filter.kind}
          value={kind}
          options={KINDS.map((each) => [each, m.kind[each]])}
          onChange={setKind}
        />
        <Choice
          label={m.filter.profile}
          value={profile}
          options={profiles.map(({ id }) => [id, messages.profiles[id]])}
          onChange={setProfile}
        />
        <span className={styles['save']}>
          <button
            type="button"
            className={controls['button']}
            disabled={!isDone}
            onClick={() => {
              saveText(asCsv(rows), 'sriov-lab-validation.csv', 'text/csv');
            }}
          >
            {m.csv}
          </button>
          <button
            type="button"
            className={controls['button']}
            disabled={!isDone}
            onClick={() => {
              const text = JSON.stringify({ figures: rows, silent }, null, 2);
              saveText(`${text}\n`, 'sriov-lab-validation.json', 'application/json');
            }}
          >
            {m.json}
          </button>
        </span>
      </div>
      {verdict !== 'silent' && (
        <>
          <p className={styles['hint']}>{m.scale}</p>
          <div className={styles['figures']}>
            {shown.map((row) => (
              <FigureItem key={`${row.id} ${row.how}`} row={row} said={said} />
            ))}
          </div>
          {isDone && shown.length === 0 && <p>{m.none}</p>}
        </>
      )}
      {(verdict === ALL || verdict === 'silent') && <SilentList said={said} />}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  const m = useMessages().model.validation;
  return (
    <label className={styles['choice']}>
      <span>{label}</span>
      <select
        className={controls['select']}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      >
        <option value={ALL}>{m.all}</option>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

const COLUMNS = [
  'figure',
  'kind',
  'profile',
  'published_low',
  'published_high',
  'model',
  'unit',
  'ratio',
  'tolerance',
  'verdict',
  'why',
  'how',
  'source',
] as const;

function asCsv(rows: readonly CheckRow[]): string {
  return toCsv(
    COLUMNS,
    rows.map((row) => {
      const [low, high] =
        typeof row.published === 'number' ? [row.published, row.published] : row.published;
      const { id, kind, profile, model, unit, ratio, tolerance, why, how, source } = row;
      const verdict = verdictOf(row);
      return [
        id,
        kind,
        profile,
        low,
        high,
        model,
        unit,
        ratio,
        tolerance,
        verdict,
        why,
        how,
        source,
      ];
    }),
  );
}
