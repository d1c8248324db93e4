import { useMessages } from '../../../i18n/react';
import { formatBytes, formatCount } from '../../../i18n/format';
import type { CardLimits, LimitLift } from '../../../store/vocabulary';
import { useLimitWhy } from '../../../ui/LimitGauges';
import { formulaOf } from './formula';
import { limitScale, type Scale } from './limit-scale';
import type { HostChange, HostKnobs } from './scenario-edits';
import { Story } from './Story';
import styles from './limits.module.css';

interface Props {
  readonly limits: CardLimits;
  /** VFs enabled on the whole card. */
  readonly numVfs: number;
  /** null: a machine or a dump says what its ports have. */
  readonly host: HostKnobs | null;
  /** The name of a card by its id. */
  readonly cardName: (id: string) => string;
  readonly onLift: (lift: LimitLift) => void;
  readonly onHost: (change: HostChange) => void;
  /** null: nothing to undo. */
  readonly onUndo: (() => void) | null;
}

const MIB = 2 ** 20;
const BUSES = [1, 2, 4, 8, 16, 64, 197];
const WINDOWS = [1, 4, 16, 64, 256, 1024, 65_536].map((mib) => mib * MIB);
const WINDOWS_32 = [1, 2, 4, 8, 16, 64, 256].map((mib) => mib * MIB);
const PAGES = [4096, 16_384, 65_536];
const BARE: HostChange = {
  ari: false,
  busesPerRootPort: 1,
  mmioWindow: MIB,
  mmioWindow32: MIB,
};

/** Every limit on one scale, which binds first, and a way to lift it and see the next. */
export function LimitsPanel(props: Props) {
  const { limits, numVfs, onLift, onUndo, cardName } = props;
  const m = useMessages().limits;
  const scale = limitScale([...limits.all.map(({ max }) => max), numVfs]);
  return (
    <section className={styles['limits']} aria-label={m.panel.title}>
      <h3 className={styles['title']}>{m.panel.title}</h3>
      <output className={styles['verdict']}>
        <strong>{m.panel.first({ name: m.name[limits.binding], max: limits.max })}</strong>{' '}
        {limits.next !== null &&
          m.panel.next({ name: m.name[limits.next.id], margin: limits.next.margin })}
      </output>
      <ol className={styles['rows']}>
        {limits.all
          .toSorted((a, b) => a.max - b.max)
          .map((limit) => (
            <Row
              key={limit.id}
              limit={limit}
              scale={scale}
              numVfs={numVfs}
              binds={limits.ties.includes(limit.id)}
              lift={liftFor(limits, limit.id, props.host !== null)}
              cardName={cardName}
              onLift={onLift}
            />
          ))}
      </ol>
      <Axis scale={scale} />
      <p className={styles['hint']}>{m.panel.scale}</p>
      {onUndo !== null && (
        <button className={styles['button']} type="button" onClick={onUndo}>
          {m.panel.undo}
        </button>
      )}
      {props.host === null ? (
        <p className={styles['hint']}>{m.panel.given}</p>
      ) : (
        <Knobs host={props.host} onHost={props.onHost} />
      )}
      <Story />
    </section>
  );
}

/** A larger card is offered where the card is what binds, and once. */
function liftFor(
  { lifts, binding }: CardLimits,
  id: LimitLift['id'],
  hostMayChange: boolean,
): LimitLift | undefined {
  return lifts.find(
    (lift) => lift.id === id && (lift.by.kind === 'card' ? id === binding : hostMayChange),
  );
}

interface RowProps {
  readonly limit: CardLimits['all'][number];
  readonly scale: Scale;
  readonly numVfs: number;
  readonly binds: boolean;
  readonly lift: LimitLift | undefined;
  readonly cardName: (id: string) => string;
  readonly onLift: (lift: LimitLift) => void;
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

function Row({ limit, scale, numVfs, binds, lift, cardName, onLift }: RowProps) {
  const { limits: m } = useMessages();
  const whyOf = useLimitWhy();
  const liftWord = useLiftWord(cardName);
  return (
    <li className={styles['row']} data-binds={binds}>
      <details className={styles['numbers']}>
        <summary>
          <span className={styles['name']}>
            {m.name[limit.id]}
            {binds && <b className={styles['badge']}>{m.binds}</b>}
          </span>
          <span className={styles['max']} translate="no">
            {formatCount(limit.max)}
          </span>
          <span className={styles['track']} aria-hidden="true">
            <i style={{ inlineSize: percent(scale.at(limit.max)) }} />
            <u style={{ insetInlineStart: percent(scale.at(numVfs)) }} />
          </span>
        </summary>
        <code translate="no">{formulaOf(limit.why, limit.max)}</code>
        <p>{whyOf(limit.why)}</p>
      </details>
      {lift !== undefined && (
        <div className={styles['more']}>
          <button className={styles['button']} type="button" onClick={() => onLift(lift)}>
            {liftWord(lift)}
          </button>
          <small>{m.panel.after({ name: m.name[lift.binding], max: lift.max })}</small>
        </div>
      )}
    </li>
  );
}

function useLiftWord(cardName: (id: string) => string): (lift: LimitLift) => string {
  const m = useMessages().limits.panel.lift;
  return ({ by }) => {
    switch (by.kind) {
      case 'ari':
        return m.ari;
      case 'buses':
        return m.buses(by);
      case 'window':
        return m.window(by);
      case 'window-32':
        return m.window32(by);
      case 'card':
        return m.card({ name: cardName(by.to) });
    }
  };
}

function Axis({ scale }: { readonly scale: Scale }) {
  return (
    <span className={styles['axis']} aria-hidden="true" translate="no">
      {scale.ticks.map((tick) => (
        <small key={tick} style={{ insetInlineStart: percent(scale.at(tick)) }}>
          {formatCount(tick)}
        </small>
      ))}
    </span>
  );
}

/** The host's side, to make it scarce or generous. */
function Knobs({ host, onHost }: { readonly host: HostKnobs; readonly onHost: Props['onHost'] }) {
  const m = useMessages().limits.panel;
  const choices = (all: readonly number[], now: number) =>
    [...new Set([...all, now])].toSorted((a, b) => a - b);
  return (
    <fieldset className={styles['knobs']}>
      <legend>{m.host}</legend>
      <label className={styles['check']}>
        <input
          type="checkbox"
          checked={host.ari}
          onChange={(event) => onHost({ ari: event.currentTarget.checked })}
        />
        <span>{m.ari}</span>
      </label>
      <Choice
        label={m.buses}
        value={host.busesPerRootPort}
        options={choices(BUSES, host.busesPerRootPort)}
        shown={formatCount}
        onChoose={(busesPerRootPort) => onHost({ busesPerRootPort })}
      />
      <Choice
        label={m.window}
        value={host.mmioWindow}
        options={choices(WINDOWS, host.mmioWindow)}
        shown={formatBytes}
        onChoose={(mmioWindow) => onHost({ mmioWindow })}
      />
      <Choice
        label={m.window32}
        value={host.mmioWindow32 ?? AS_NEEDED}
        options={[AS_NEEDED, ...choices(WINDOWS_32, host.mmioWindow32 ?? MIB)]}
        shown={(bytes) => (bytes === AS_NEEDED ? m.asNeeded : formatBytes(bytes))}
        onChoose={(bytes) => onHost({ mmioWindow32: bytes === AS_NEEDED ? null : bytes })}
      />
      <Choice
        label={m.page}
        value={host.pageSize}
        options={PAGES}
        shown={formatBytes}
        onChoose={(pageSize) => onHost({ pageSize })}
      />
      <button className={styles['button']} type="button" onClick={() => onHost(BARE)}>
        {m.bare}
      </button>
      <small>{m.bareWhy}</small>
    </fieldset>
  );
}

/** The value of the choice that states no size. */
const AS_NEEDED = 0;

interface ChoiceProps {
  readonly label: string;
  readonly value: number;
  readonly options: readonly number[];
  readonly shown: (value: number) => string;
  readonly onChoose: (value: number) => void;
}

function Choice({ label, value, options, shown, onChoose }: ChoiceProps) {
  return (
    <label className={styles['choice']}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
        {options.map((option) => (
          <option key={option} value={option}>
            {shown(option)}
          </option>
        ))}
      </select>
    </label>
  );
}
