import type { InspectionText, Selection, Topology } from '../store/vocabulary';
import { formatMoment } from '../i18n/format';
import type { Messages } from '../i18n';
import { deviceName, functionName, guestAt, placeName } from '../i18n/place-name';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { AddressView } from './AddressView';
import { IconButton } from './IconButton';
import { Journey } from './Journey';
import { ridText } from './rid-text';
import { RingCells } from './RingCells';
import styles from './inspector.module.css';

/** What is selected, in words, with its registers and rings; then the journey of the followed packet. */
export function Inspector() {
  const hidesEvents = useApp((s) => s.hide.has('events'));
  return (
    <div className={styles['inspector']}>
      <Selected />
      {!hidesEvents && <Journey />}
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
      <p className={styles['text']}>{text}</p>
      {instant !== null && inspection !== null && (
        <>
          <p className={styles['at']}>{m.at(formatMoment(instant.at))}</p>
          <RidSum topology={topology} selected={selected} />
          {inspection.rows.length > 0 && (
            <dl className={styles['rows']}>
              {inspection.rows.map((row, i) => (
                <div key={i}>
                  <dt>{said(messages, topology, row.name)}</dt>
                  <dd>{said(messages, topology, row.value)}</dd>
                </div>
              ))}
            </dl>
          )}
          {inspection.rings.map((ring) => (
            <RingCells key={ring.name} ring={ring} />
          ))}
          {inspection.addresses !== undefined && <AddressView addresses={inspection.addresses} />}
        </>
      )}
    </section>
  );
}

/** How a VF comes by its Routing ID; nothing for what is not a VF. */
function RidSum({
  topology: { card, places, vms },
  selected,
}: {
  readonly topology: Topology;
  readonly selected: Selection;
}) {
  const terms = useMessages().ridTerms;
  if (selected.kind === 'packet') return null;
  const place = selected.kind === 'place' ? places[selected.place] : undefined;
  const index =
    selected.kind === 'function'
      ? selected.fn
      : place?.kind === 'driver'
        ? vms[place.vm]?.fn
        : place?.kind === 'vf'
          ? place.fn
          : undefined;
  const fn = card.functions[index ?? -1];
  if (fn?.kind !== 'vf') return null;
  return (
    <p className={styles['sum']}>
      <code translate="no">{ridText(card, fn)}</code>
      <small>{[terms.pf, terms.offset, terms['index-stride']].join(' + ')}</small>
    </p>
  );
}

/** Registers keep their names; words are said in the learner's language. */
function said(messages: Messages, topology: Topology, text: InspectionText): string {
  if (typeof text === 'string') return text;
  if ('word' in text) return messages.inspect[text.word];
  if ('drop' in text) return messages.shell.events.dropped[text.drop];
  if ('step' in text) {
    const { stage, steps } = messages;
    const { step, from, to } = text;
    const vm = guestAt(topology, from, to, text.vm);
    return steps[step]({
      guest: vm < 0 ? '' : stage.guest(vm),
      register: '',
      reason: '',
      device: deviceName(stage, topology, from, to, vm),
      from: placeName(stage, topology, from),
      to: placeName(stage, topology, to),
    });
  }
  return text.map((part) => said(messages, topology, part)).join(' ');
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
