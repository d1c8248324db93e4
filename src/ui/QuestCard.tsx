import { useId, useState } from 'react';
import { complaintText, repairLines, siteText, verdictText, wellText } from '../i18n/quest-telling';
import { useMessages } from '../i18n/react';
import { lab, useApp } from '../store';
import { questActs } from '../store/quest-acts';
import type { QuestState } from '../store/quest';
import type { FaultKind, Site } from '../store/vocabulary';
import { IconButton } from './IconButton';
import { QuestEnd } from './QuestEnd';
import { useMedia } from './use-media';
import { kindsOf } from './QuestMenu';
import controls from './controls.module.css';
import styles from './quest.module.css';

const HINTS = ['look', 'tool', 'place'] as const;

/** The complaint, over every view, with the place to say what is wrong. */
export function QuestCard({ quest }: { readonly quest: QuestState }) {
  const messages = useMessages();
  const m = messages.quests;
  const acts = questActs({ lab, useApp });
  const title = useId();
  const body = useId();
  // On a phone the picture needs the place more.
  const narrow = useMedia('(width < 40rem)');
  const [opened, setOpen] = useState<boolean | null>(null);
  const open = opened ?? !narrow;
  return (
    <section className={styles['quest']} aria-labelledby={title} data-quest>
      <div className={styles['head']}>
        <h2 id={title}>{m.title}</h2>
        <span className={styles['name']}>{m.named(quest.name)}</span>
        <span className={styles['push']} />
        <button
          type="button"
          className={controls['button']}
          aria-expanded={open}
          aria-controls={body}
          onClick={() => {
            setOpen(!open);
          }}
        >
          {open ? m.less : m.more}
        </button>
        <IconButton
          icon="close"
          label={m.leave}
          onClick={() => {
            acts.leave();
          }}
        />
      </div>
      <ul>
        {(open ? quest.complaints : quest.complaints.slice(0, 1)).map((each) => (
          <li key={each.vm}>{complaintText(messages, each)}</li>
        ))}
      </ul>
      <div id={body} className={styles['body']} hidden={!open}>
        <p className={styles['quiet']}>{wellText(messages, quest.well)}</p>
        <Hints quest={quest} />
        {quest.ended === null && <Form quest={quest} key={quest.name} />}
        <Said quest={quest} />
        {quest.ended !== null && quest.answer !== null && (
          <QuestEnd quest={quest} answer={quest.answer} ended={quest.ended} />
        )}
      </div>
    </section>
  );
}

function Hints({ quest }: { readonly quest: QuestState }) {
  const { faults } = useMessages().quests;
  const { answer, hints } = quest;
  if (answer === null || hints === 0) return null;
  return (
    <ul>
      {HINTS.slice(0, hints).map((hint) => (
        <li key={hint}>{faults[answer.kind].hints[hint]}</li>
      ))}
    </ul>
  );
}

function Form({ quest }: { readonly quest: QuestState }) {
  const messages = useMessages();
  const m = messages.quests;
  const [kind, setKind] = useState<FaultKind | ''>('');
  const [site, setSite] = useState<Site | ''>('');
  const { places } = quest;
  const acts = questActs({ lab, useApp });
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (kind !== '' && site !== '') void acts.judge(kind, site);
      }}
    >
      <label>
        <span>{m.what}</span>
        <select
          className={controls['select']}
          value={kind}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setKind(kindsOf(m.faults).find((each) => each === value) ?? '');
          }}
        >
          <option value="">{m.choose}</option>
          {kindsOf(m.faults).map((each) => (
            <option key={each} value={each}>
              {m.faults[each].name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{m.where}</span>
        <select
          className={controls['select']}
          value={site}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setSite(places.find((place) => place.site === value)?.site ?? '');
          }}
        >
          <option value="">{m.choose}</option>
          {places.map((place) => (
            <option key={place.site} value={place.site}>
              {siteText(messages, place.site, places)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className={controls['primary']} disabled={kind === '' || site === ''}>
        {m.answer}
      </button>
      <button type="button" className={controls['button']} onClick={() => void acts.examine()}>
        {m.examine}
      </button>
      <button
        type="button"
        className={controls['button']}
        disabled={quest.hints >= HINTS.length}
        onClick={() => void acts.hint()}
      >
        {m.hint(HINTS.length - quest.hints)}
      </button>
      <button type="button" className={controls['button']} onClick={() => void acts.giveUp()}>
        {m.giveUp}
      </button>
    </form>
  );
}

/** What the lab said last to a diagnosis, and to a repair. */
function Said({ quest }: { readonly quest: QuestState }) {
  const messages = useMessages();
  const { judged, repaired, places } = quest;
  const { faults } = messages.quests;
  return (
    <div aria-live="polite">
      {judged !== null && (
        <p className={judged.verdict.is === 'right' ? styles['right'] : undefined}>
          {verdictText(messages, judged.verdict, {
            name: faults[judged.kind].name,
            site: siteText(messages, judged.site, places),
          })}
        </p>
      )}
      {repaired !== null && (
        <ul>
          {repairLines(messages, repaired.repair, repaired.complaints).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
