import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../../i18n/react';
import { readBytes, type ConfigBytes, type PlacedRegister } from './byte-map';
import { BitRow } from './BitRow';
import { FieldTable } from './FieldTable';
import { fieldValues, valueToWrite, withField, type Refusal } from './register-bits';
import { setpciLine } from './setpci-line';
import type { WriteEffect } from './write-effect';
import { useMeaning } from './use-meaning';
import styles from './register.module.css';

/** What became of one write. */
export interface WriteEntry {
  readonly id: number;
  readonly line: string;
  readonly register: string;
  /** Hex digits of the register. */
  readonly digits: number;
  readonly before: number;
  readonly after: number;
  readonly refusal: Refusal | null;
  /** What the write did to the functions of the host. */
  readonly effect: WriteEffect | null;
  readonly also: readonly {
    readonly name: string;
    readonly digits: number;
    readonly before: number;
    readonly after: number;
  }[];
}

interface Props {
  readonly config: ConfigBytes;
  readonly bdf: string;
  readonly placed: PlacedRegister;
  readonly writes: readonly WriteEntry[];
  readonly busy: boolean;
  /** `meant`: the bits that should flip. */
  readonly onWrite: (value: number, meant: number) => void;
}

const hex = (value: number, digits: number) => `0x${value.toString(16).padStart(digits, '0')}`;
const xor = (a: number, b: number) => (a ^ b) >>> 0;

/** One register: value, bits, fields, and what writes to it have done. */
export function RegisterDetail({ config, bdf, placed, writes, busy, onWrite }: Props) {
  const m = useMessages().config;
  const { register, at, placed: place } = placed;
  const meaning = useMeaning(place.table.id);
  const fields = fieldValues(config, placed);
  const value = readBytes(config.bytes, at, register.size);
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <section className={styles['register']} aria-label={register.name} ref={ref}>
      <header className={styles['head']}>
        <h3 className={styles['title']} lang="en" translate="no">
          {register.name}
        </h3>
        <output className={styles['value']} aria-label={m.value} translate="no">
          {hex(value, register.size * 2)}
        </output>
        <span className={styles['place']}>{m.at({ at, size: register.size })}</span>
        <span className={styles['place']}>
          {m.spec} <b translate="no">{register.spec}</b>
        </span>
      </header>
      <BitRow
        // Another register starts at its own lowest bit.
        key={at}
        config={config}
        placed={placed}
        fields={fields}
        busy={busy}
        onFlip={(bit) => onWrite(valueToWrite(config, placed, bit), 2 ** bit)}
      />
      <p className={styles['hint']}>{m.hint}</p>
      <Outcome entry={writes[0]} />
      <Command line={setpciLine(bdf, placed, config.tables, value)} />
      <FieldTable
        fields={fields}
        meaning={meaning}
        busy={busy}
        onWrite={(field, number) => {
          const written = withField(config, placed, field, number);
          onWrite(written, xor(written, value));
        }}
      />
      {writes.length > 0 && (
        <details className={styles['writes']}>
          <summary>{m.writes}</summary>
          <ol>
            {writes.map((entry) => (
              <li key={entry.id}>
                <code lang="en" translate="no">
                  {entry.line}
                </code>
                <Change {...entry} />
                {entry.refusal !== null && <span>{m.refusal[entry.refusal]}</span>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

/** What the latest write did, also for a screen reader. */
function Outcome({ entry }: { readonly entry: WriteEntry | undefined }) {
  const m = useMessages().config;
  return (
    <output className={styles['outcome']} data-refused={entry?.refusal !== null}>
      {entry !== undefined && (
        <>
          <b>{entry.refusal === null ? m.took : m.refusal[entry.refusal]}</b>
          <span className={styles['changed']}>
            <b lang="en" translate="no">
              {entry.register}
            </b>{' '}
            <Change {...entry} />
          </span>
          {entry.also.map((other) => (
            <span className={styles['changed']} key={other.name}>
              {m.also({ name: other.name })} <Change {...other} />
            </span>
          ))}
          {entry.effect !== null && (
            <span className={styles['effect']}>{m.effect[entry.effect.kind](entry.effect)}</span>
          )}
        </>
      )}
    </output>
  );
}

interface ChangeProps {
  readonly digits: number;
  readonly before: number;
  readonly after: number;
}

function Change({ digits, before, after }: ChangeProps) {
  const m = useMessages().config;
  return (
    <span className={styles['change']}>
      <small>{m.before}</small> <code translate="no">{hex(before, digits)}</code>{' '}
      <small>{m.after}</small> <code translate="no">{hex(after, digits)}</code>
    </span>
  );
}

/** The shell command that writes what the register holds, to copy and change. */
function Command({ line }: { readonly line: string }) {
  const m = useMessages().config;
  const [copied, setCopied] = useState('');
  return (
    <p className={styles['command']}>
      <span>{m.sameAs}</span>
      <code lang="en" translate="no">
        {line}
      </code>
      <button
        type="button"
        onClick={() => {
          navigator.clipboard.writeText(line).then(
            () => setCopied(line),
            () => setCopied(''),
          );
        }}
      >
        {copied === line ? m.copied : m.copy}
      </button>
    </p>
  );
}
