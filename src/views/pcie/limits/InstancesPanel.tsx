import { useId, useState } from 'react';
import { formatBytes, formatCount, formatNumber } from '../../../i18n/format';
import { useMessages } from '../../../i18n/react';
import { ASSUMED_MEMORY, fullest, withMemory } from '../../../store/vocabulary';
import type { InstanceBill, InstanceKind } from '../../../store/vocabulary';
import { BillTable } from './BillTable';
import { COUNTS, countIndex } from './instance-curves';
import { KIND_LOOKS } from './instance-look';
import { InstancesChart } from './InstancesChart';
import { useEnd } from './use-end';
import styles from './instances.module.css';

const MIB = 2 ** 20;
const GUESTS = [64, 128, 256, 512, 1024, 4096, 16_384].map((mib) => mib * MIB);
const HOSTS = [64, 256, 512, 1024, 4096].map((gib) => gib * 1024 * MIB);

const WITHOUT_CARD: ReadonlySet<InstanceBill['kind']> = new Set(['virtio', 'emulated']);

interface Props {
  /** With the memory assumed for guests and host. */
  readonly bills: readonly InstanceBill[];
  /** Gives the first guests one each and shows them. */
  readonly onRun: (kind: InstanceKind) => void;
}

/** SR-IOV's successors and what needs no card at all, beside VFs: what so many of each take, and what ends them. */
export function InstancesPanel({ bills: given, onRun }: Props) {
  const m = useMessages().instances;
  const id = useId();
  const [at, setAt] = useState(countIndex(100));
  const [kind, setKind] = useState('');
  const [guest, setGuest] = useState<number>(ASSUMED_MEMORY.guest);
  const [host, setHost] = useState<number>(ASSUMED_MEMORY.host);
  const count = COUNTS[at] ?? 1;
  const bills = given.map((bill) => withMemory(bill, guest, host));
  const shown = bills.find((bill) => bill.kind === kind) ?? null;
  const best = bestOf(bills);
  return (
    <section className={styles['instances']} aria-label={m.title}>
      <h3 className={styles['title']}>{m.title}</h3>
      <p className={styles['text']}>{m.lead}</p>
      {best !== null && (
        <output className={styles['text']}>
          <strong>
            {m.first({
              name: m.kinds[best.kind],
              max: best.most,
              what: m.resources[best.binding],
            })}
          </strong>
        </output>
      )}
      <label className={styles['choice']} htmlFor={`${id}-shown`}>
        <span>{m.chart.shown}</span>
        <select
          id={`${id}-shown`}
          value={shown === null ? '' : kind}
          onChange={(event) => setKind(event.currentTarget.value)}
        >
          <option value="">{m.chart.all}</option>
          {bills
            .filter(({ rows }) => rows.length > 0)
            .map((bill) => (
              <option key={bill.kind} value={bill.kind}>
                {m.chart.one({ kind: m.kinds[bill.kind] })}
              </option>
            ))}
        </select>
      </label>
      <InstancesChart bills={bills} shown={shown} count={count} />
      <label className={styles['slider']}>
        <span>{m.count}</span>
        <input
          type="range"
          min={0}
          max={COUNTS.length - 1}
          step={1}
          value={at}
          aria-valuetext={formatCount(count)}
          onChange={(event) => setAt(event.currentTarget.valueAsNumber)}
        />
        <output>{formatCount(count)}</output>
      </label>
      <ul className={styles['kinds']}>
        {bills.map((bill) => (
          <Kind key={bill.kind} bill={bill} count={count} onRun={onRun} />
        ))}
      </ul>
      <fieldset className={styles['memory']}>
        <legend>{m.memory.title}</legend>
        <Size label={m.memory.guest} value={guest} options={GUESTS} onChoose={setGuest} />
        <Size label={m.memory.host} value={host} options={HOSTS} onChoose={setHost} />
        <small>{m.memory.note}</small>
      </fieldset>
    </section>
  );
}

/** The kind of which this card has the most; what needs no card is no answer. */
function bestOf(bills: readonly InstanceBill[]) {
  const [best] = bills
    .flatMap(({ kind, absent, most, binding }) =>
      absent === null && most !== null && binding !== null && !WITHOUT_CARD.has(kind)
        ? [{ kind, most, binding }]
        : [],
    )
    .toSorted((a, b) => b.most - a.most);
  return best ?? null;
}

interface KindProps {
  readonly bill: InstanceBill;
  readonly count: number;
  readonly onRun: Props['onRun'];
}

function Kind({ bill, count, onRun }: KindProps) {
  const m = useMessages().instances;
  const endText = useEnd();
  const { kind, absent, rows } = bill;
  const look = KIND_LOOKS[kind];
  const most = fullest(bill, count);
  const isOver = most !== null && most.share > 1;
  const share = Math.min(1, most?.share ?? 0);
  const what = most === null ? '' : m.resources[most.row.resource];
  return (
    <li className={styles['kind']} data-kind={kind}>
      <details>
        <summary>
          <span className={styles['name']}>{m.kinds[kind]}</span>
          <span className={styles['end']}>{endText(bill)}</span>
          {rows.length > 0 && (
            <span className={styles['track']} data-over={isOver} aria-hidden="true">
              <i style={{ inlineSize: `${(100 * share).toFixed(2)}%`, background: look.colour }} />
            </span>
          )}
        </summary>
        <p>{m.what[kind]}</p>
        {absent !== null && <p>{m.absent[absent]}</p>}
        <BillTable bill={bill} count={count} />
      </details>
      <div className={styles['foot']}>
        {most !== null && (
          <small>
            {isOver
              ? m.tooMany({ count, what })
              : m.taken({ count, percent: `${formatNumber(100 * most.share)} %`, what })}
          </small>
        )}
        {absent === null && (
          <button
            type="button"
            className={styles['run']}
            aria-label={m.runOne({ kind: m.kinds[kind] })}
            onClick={() => onRun(kind)}
          >
            {m.run}
          </button>
        )}
      </div>
    </li>
  );
}

interface SizeProps {
  readonly label: string;
  readonly value: number;
  readonly options: readonly number[];
  readonly onChoose: (bytes: number) => void;
}

function Size({ label, value, options, onChoose }: SizeProps) {
  return (
    <label className={styles['choice']}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
        {options.map((option) => (
          <option key={option} value={option}>
            {formatBytes(option)}
          </option>
        ))}
      </select>
    </label>
  );
}
