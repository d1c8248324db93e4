import { Suspense } from 'react';
import type { Selection, Topology } from '../store/vocabulary';
import { formatMoment } from '../i18n/format';
import type { Messages } from '../i18n';
import { functionName, placeName } from '../i18n/place-name';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { IconButton } from './IconButton';
import { later } from './later';
import styles from './inspector.module.css';

const Journey = later(async () => (await import('./Journey')).Journey);
const Inside = later(async () => (await import('./Inside')).Inside);
const Linked = later(async () => (await import('./terms/Linked')).Linked);

/** What is selected, in words, with its registers and rings; then the journey of the followed packet. */
export function Inspector() {
  const hidesEvents = useApp((s) => s.hide.has('events'));
  return (
    <div className={styles['inspector']}>
      <Selected />
      {!hidesEvents && (
        <Suspense fallback={<i hidden data-loading />}>
          <Journey />
        </Suspense>
      )}
    </div>
  );
}

function Selected() {
  const messages = useMessages();
  const m = messages.shell.inspector;
  const selected = useApp((s) => s.selected);
  const select = useApp((s) => s.select);
  const topology = useApp((s) => s.info?.topology);
  const instant = useApp((s) => s.instant);
  if (selected === null || topology === undefined)
    return <p className={styles['text']}>{m.nothing}</p>;
  const { name, text } = described(messages, topology, selected);
  const inspection = instant?.inspection ?? null;
  return (
    <section className={styles['selected']} aria-label={m.selected}>
      <div className={styles['head']}>
        <h3 className={styles['name']}>{name}</h3>
        <IconButton
          icon="close"
          label={m.clear}
          onClick={() => {
            select(null);
          }}
        />
      </div>
      <p className={styles['text']}>
        <Suspense fallback={text}>
          <Linked key={text} text={text} />
        </Suspense>
      </p>
      {instant !== null && inspection !== null && (
        <>
          <p className={styles['at']}>{m.at(formatMoment(instant.at))}</p>
          <Suspense fallback={null}>
            <Inside topology={topology} selected={selected} inspection={inspection} />
          </Suspense>
        </>
      )}
    </section>
  );
}

function described(
  messages: Messages,
  topology: Topology,
  selected: Selection,
): { readonly name: string; readonly text: string } {
  const { stage, shell } = messages;
  switch (selected.kind) {
    case 'packet':
      return { name: shell.inspector.packet(selected.packet), text: shell.inspector.packetText };
    case 'function': {
      const found = topology.card.functions[selected.fn];
      return {
        name: `${functionName(stage, topology, selected.fn)} · ${found?.bdf ?? ''}`,
        text: stage.tips[found?.kind ?? 'vf'],
      };
    }
    case 'place': {
      const kind = topology.places[selected.place]?.kind;
      return {
        name: placeName(stage, topology, selected.place),
        text: kind === undefined ? '' : stage.tips[kind],
      };
    }
  }
}
