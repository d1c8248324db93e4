import type { Inspection, InspectionText, Selection, Topology } from '../store/vocabulary';
import type { Messages } from '../i18n';
import { deviceName, guestAt, placeName } from '../i18n/place-name';
import { useMessages } from '../i18n/react';
import { AddressView } from './AddressView';
import { ridText } from './rid-text';
import { RingCells } from './RingCells';
import styles from './inspector.module.css';

interface Props {
  readonly topology: Topology;
  readonly selected: Selection;
  readonly inspection: Inspection;
}

/** Registers, states, rings and addresses of what is selected. */
export function Inside({ topology, selected, inspection }: Props) {
  const messages = useMessages();
  return (
    <>
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
