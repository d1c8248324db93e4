import { useEffect, useState } from 'react';
import { formatMoment } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { lab, useApp } from '../../store';
import type { View } from '../../store/prefs';
import { REGISTERS } from '../../store/vocabulary';
import type { ExitCause } from '../../store/vocabulary';
import controls from '../../ui/controls.module.css';
import { seekTo } from './time-axis';
import styles from './metrics.module.css';

const PAGE = 24;

interface Props {
  readonly reason: string;
  readonly idle: boolean;
  readonly vm: number | null;
}

interface Listed {
  readonly of: string;
  readonly rows: readonly ExitCause[];
  readonly next: number | null;
}

/** The packets behind exits of one reason; a press goes to the first of a packet's exits and follows it. */
export function ExitCauses({ reason, idle, vm }: Props) {
  const m = useMessages().metrics;
  const run = useApp((s) => s.info?.run);
  const done = useApp((s) => s.done);
  const [listed, setListed] = useState<Listed | null>(null);
  const of = `${String(run)} ${String(vm)} ${reason} ${String(idle)} ${String(done)}`;
  const more = (from: number, before: readonly ExitCause[]) => {
    if (run === undefined) return Promise.resolve(null);
    return lab
      .ask(run, (sim) => sim.exitCauses(run, { reason, idle, vm, from, most: PAGE }))
      .then((page) =>
        page === null ? null : { of, rows: [...before, ...page.rows], next: page.next },
      );
  };
  useEffect(() => {
    if (run === undefined) return;
    let current = true;
    void lab
      .ask(run, (sim) => sim.exitCauses(run, { reason, idle, vm, from: 0, most: PAGE }))
      .then((page) => {
        if (current && page !== null) setListed({ of, ...page });
      });
    return () => {
      current = false;
    };
  }, [run, reason, idle, vm, of]);
  const shown = listed?.of === of ? listed : null;
  return (
    <section className={styles['causes']} aria-label={m.causes.title(reason)}>
      <p className={controls['hint']}>{m.causes.hint}</p>
      {shown === null && <p className={controls['hint']}>{m.computing}</p>}
      {shown?.rows.length === 0 && <p>{m.causes.none}</p>}
      <ul>
        {shown?.rows.map((row) => (
          <CauseRow
            key={`${String(row.first)} ${String(row.packet)} ${String(row.vm)}`}
            row={row}
          />
        ))}
      </ul>
      {shown !== null && shown.next !== null && (
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            void more(shown.next ?? 0, shown.rows).then((page) => {
              if (page !== null) setListed(page);
            });
          }}
        >
          {m.causes.more}
        </button>
      )}
    </section>
  );
}

function CauseRow({ row }: { readonly row: ExitCause }) {
  const messages = useMessages();
  const m = messages.metrics.causes;
  const followed = useApp((s) => s.followed);
  const guest = messages.stage.guest(row.vm);
  const registers = row.registers.flatMap((register) => REGISTERS[register]?.name ?? []).join(', ');
  const go = (view: View | null) => {
    seekTo(row.first);
    if (row.packet > 0) useApp.getState().follow(row.packet);
    if (view !== null) useApp.getState().setView(view);
  };
  return (
    <li aria-current={row.packet > 0 && row.packet === followed ? true : undefined}>
      <button
        type="button"
        className={styles['goto']}
        onClick={() => {
          go(null);
        }}
      >
        <span className={styles['moment']}>{formatMoment(row.first)}</span>
        <span>{row.packet > 0 ? m.packet(row.packet, guest) : m.noPacket(guest)}</span>
        <span className={styles['detail']}>
          {registers === '' ? m.exits(row.count) : m.exitsBy(row.count, registers)}
        </span>
      </button>
      <button
        type="button"
        className={styles['link']}
        onClick={() => {
          go('stage');
        }}
      >
        {m.stage}
      </button>
      {row.packet > 0 && (
        <button
          type="button"
          className={styles['link']}
          onClick={() => {
            go('journey');
          }}
        >
          {m.journey}
        </button>
      )}
    </li>
  );
}
