import type { Instant, PathId, RunInfo } from '../store/vocabulary';
import { formatNumber } from '../i18n/format';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { compare, FIGURES, figureOf, figureText, receiverOf } from './figures';
import type { Comparison, Figure } from './figures';
import { WhyNumber } from './why/WhyNumber';
import styles from './numbers.module.css';

/** The learner's first guest and the compared one, counted from the start of the run to the cursor. */
export function Numbers() {
  const messages = useMessages();
  const m = messages.shell.numbers;
  const info = useApp((s) => s.info);
  const own = info?.topology.vms[0];
  const instant = useApp((s) => s.instant);
  return (
    <section className={styles['figures']} aria-label={m.label}>
      <p className={styles['who']}>
        {own === undefined
          ? '…'
          : m.who(
              messages.stage.guest(own.index),
              own.function === 'vf'
                ? messages.shell.paths[own.path]
                : messages.stage.given[own.function],
            )}{' '}
        <span className={styles['soFar']}>{m.soFar}</span>
      </p>
      <dl className={styles['numbers']}>
        {FIGURES.map((figure) => (
          <Number key={figure} figure={figure} info={info} instant={instant} />
        ))}
      </dl>
    </section>
  );
}

interface Props {
  readonly figure: Figure;
  readonly info: RunInfo | null;
  readonly instant: Instant | null;
}

function Number({ figure, info, instant }: Props) {
  const { shell: messages, stage, asking } = useMessages();
  const m = messages.numbers;
  const own = instant?.metrics.vms[0];
  const other =
    info === null || info.besideVm < 0 ? undefined : instant?.metrics.vms[info.besideVm];
  const value = own === undefined ? null : figureOf(figure, own);
  const otherValue = other === undefined ? null : figureOf(figure, other);
  const otherPath = info?.topology.vms[info.besideVm]?.path;
  const idle =
    own === undefined || own.packets.delivered === 0
      ? 0
      : own.exits.background.total / own.packets.delivered;
  const receiver = info && instant && receiverOf(figure, info, instant.metrics);
  return (
    <div className={styles['number']} data-figure={figure}>
      <dt className={styles['label']} title={m.hints[figure]}>
        {m[figure]}{' '}
        {receiver !== null && (
          <span className={styles['idle']} title={m.receiverHint}>
            {m.receiver(formatNumber(receiver.value), stage.guest(receiver.guest))}
          </span>
        )}{' '}
        {figure === 'exits' && idle > 0 && (
          <span className={styles['idle']} title={m.idleHint}>
            {m.idle(formatNumber(idle))}
          </span>
        )}
      </dt>
      <dd className={styles['value']} title={value === null ? m.nothingYet : undefined}>
        {value === null ? (
          figureText(figure, value)
        ) : (
          <WhyNumber
            question={{ kind: 'figure', figure }}
            label={asking.number(m[figure], figureText(figure, value))}
          >
            {figureText(figure, value)}
          </WhyNumber>
        )}
      </dd>
      {otherPath !== undefined && (
        <dd className={styles['other']}>
          <OtherText
            path={otherPath}
            text={figureText(figure, otherValue)}
            comparison={compare(value, otherValue)}
          />
        </dd>
      )}
    </div>
  );
}

interface OtherProps {
  readonly path: PathId;
  readonly text: string;
  readonly comparison: Comparison;
}

function OtherText({ path, text, comparison }: OtherProps) {
  const messages = useMessages().shell;
  const m = messages.numbers;
  const words = comparisonText(comparison, m);
  return (
    <>
      {m.compared(messages.paths[path], text)}{' '}
      {words !== '' && <span className={styles['delta']}>{words}</span>}
    </>
  );
}

type Words = ReturnType<typeof useMessages>['shell']['numbers'];

function comparisonText(comparison: Comparison, m: Words): string {
  switch (comparison.kind) {
    case 'unknown':
      return '';
    case 'same':
      return m.same;
    case 'only-there':
      return m.only;
    case 'only-here':
      return m.onlyHere;
    case 'ratio':
      return m.ratio(formatNumber(comparison.times));
  }
}
