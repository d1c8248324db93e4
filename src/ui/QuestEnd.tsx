import { formatCount, formatMoment } from '../i18n/format';
import { siteText } from '../i18n/quest-telling';
import { useMessages } from '../i18n/react';
import { lab, useApp } from '../store';
import { questActs } from '../store/quest-acts';
import type { QuestState } from '../store/quest';
import type { QuestAnswer } from '../store/vocabulary';
import controls from './controls.module.css';
import styles from './quest.module.css';

const MS_PER_MINUTE = 60_000;

interface Props {
  readonly quest: QuestState;
  readonly answer: QuestAnswer;
  readonly ended: 'found' | 'given-up';
}

/** What it was, how it shows, how it is mended, and the next one. */
export function QuestEnd({ quest, answer, ended }: Props) {
  const messages = useMessages();
  const acts = questActs({ lab, useApp });
  const m = messages.quests;
  const { name, shows, why } = m.faults[answer.kind];
  const count = answer.signs.reduce((sum, sign) => sum + sign.count, 0);
  const minutes = Math.max(1, Math.round((quest.endedAt - quest.began) / MS_PER_MINUTE));
  const typed = quest.typedAfter - quest.typedBefore;
  const { commands, view } = answer.evidence;
  const { first } = answer;
  const next = () => {
    const seed = (quest.seed + 1) % 2 ** 32;
    const asked = quest.asked === null ? '' : `:${quest.asked}`;
    void acts.start(`${String(seed)}${asked}`);
  };
  return (
    <div className={styles['end']}>
      <p className={styles['right']}>
        {m.answerIs(name, siteText(messages, answer.site, quest.places))}
      </p>
      <p>
        {shows(formatCount(count))} {why}
      </p>
      <div className={styles['head']}>
        <span>{m.evidence}</span>
        {commands.map((command) => (
          <button
            key={command}
            type="button"
            className={controls['button']}
            onClick={() => {
              const app = useApp.getState();
              app.type(command);
              app.setView('terminal');
            }}
          >
            <code lang="en">{command}</code>
          </button>
        ))}
        {first !== null && (
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              const app = useApp.getState();
              app.setView('stage');
              app.seek(first.at);
              app.follow(first.packet);
            }}
          >
            {m.firstLost(formatMoment(first.at))}
          </button>
        )}
        {view !== 'terminal' && (
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              useApp.getState().setView(view);
            }}
          >
            {messages.shell.views[view]}
          </button>
        )}
      </div>
      <p>{m.way}</p>
      <ul className={styles['code']}>
        {answer.lines.length > 0
          ? answer.lines.map((line) => <li key={line}>{line}</li>)
          : answer.changes.map(({ path, before, now }) => (
              <li key={path}>{m.setting(path, before, now)}</li>
            ))}
      </ul>
      <div className={styles['head']}>
        <span className={styles['quiet']}>
          {ended === 'found' ? m.took(minutes, typed, quest.hints, quest.wrong) : m.gaveUp}
        </span>
        <button type="button" className={controls['primary']} onClick={next}>
          {m.next}
        </button>
        {quest.repaired?.repair.is !== 'mended' && (
          <button type="button" className={controls['button']} onClick={() => void acts.examine()}>
            {m.examine}
          </button>
        )}
      </div>
    </div>
  );
}
