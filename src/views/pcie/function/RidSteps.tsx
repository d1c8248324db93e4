import { useMessages } from '../../../i18n/react';
import type { HostFunction } from '../../../store/vocabulary';
import { RID_SIGNS, hex16, hexByte, ridBits, ridTerms } from '../../../ui/rid-text';
import { ridParts } from '../host/RidLine';
import type { HostIndex } from '../host/host-index';
import styles from './detail.module.css';

interface Props {
  readonly index: HostIndex;
  readonly fn: HostFunction;
  /** Whether the port above reads the low byte as one function number. */
  readonly ari: boolean;
}

/** How a function comes by its Routing ID, term by term, and both ways to read the result. */
export function RidSteps({ index, fn, ari }: Props) {
  const m = useMessages().pcie;
  const named = useMessages().ridTerms;
  const parts = ridParts(index, fn);
  const terms = ridTerms(parts.card, parts.fn) ?? [
    { text: hex16(fn.rid), of: 'rid' as const },
    { text: fn.bdf, of: 'bdf' as const },
  ];
  const carried = fn.pf !== null && fn.pf >> 8 !== fn.rid >> 8;
  return (
    <section className={styles['steps']} aria-label={m.steps}>
      <p className={styles['sum']}>
        {terms.map((term, i) => (
          <span className={styles['term']} key={term.of} data-of={term.of}>
            <span className={styles['sign']} translate="no">
              {i === 0 ? RID_SIGNS.pf : RID_SIGNS[term.of]}
            </span>
            <code translate="no">{term.text}</code>
            <small>{named[term.of]}</small>
          </span>
        ))}
      </p>
      {carried && (
        <p className={styles['note']}>
          {m.carry({ from: hexByte((fn.pf ?? 0) >> 8), to: hexByte(fn.rid >> 8) })}
        </p>
      )}
      <Reading rid={fn.rid} ari={false} current={!ari} />
      <Reading rid={fn.rid} ari current={ari} />
      {fn.pf !== null && <p className={styles['note']}>{ari ? m.ariHere : m.noAriHere}</p>}
    </section>
  );
}

interface ReadingProps {
  readonly rid: number;
  readonly ari: boolean;
  /** The way the port above reads it. */
  readonly current: boolean;
}

/** The 16 bits cut into fields. */
function Reading({ rid, ari, current }: ReadingProps) {
  const m = useMessages().pcie;
  const bits = ridBits(rid);
  const low = rid & 0xff;
  const fields = [
    { key: 'bus', bits: bits.bus, value: `0x${hexByte(rid >> 8)}` },
    ...(ari
      ? [{ key: 'ari', bits: bits.device + bits.fn, value: `0x${hexByte(low)} = ${low}` } as const]
      : [
          { key: 'device', bits: bits.device, value: `0x${hexByte(low >> 3)}` } as const,
          { key: 'fn', bits: bits.fn, value: String(low & 7) } as const,
        ]),
  ] as const;
  return (
    <dl className={styles['bits']} data-current={current} aria-label={ari ? m.asAri : m.asDevice}>
      {fields.map((field) => (
        <div key={field.key} style={{ flexGrow: field.bits.length }}>
          <dt>{m.bits[field.key]}</dt>
          <dd>
            <code translate="no">{field.bits}</code>
            <code translate="no">{field.value}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
}
