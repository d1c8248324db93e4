import { Suspense, useState, useSyncExternalStore } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { later } from '../../ui/later';
import { keepMoment, useDemo } from '../../store/demo-desk';
import { DemoWalk } from './DemoWalk';
import { endTalk, fillScreen, mayFillScreen, openNotes, takeProjectorColours } from './hall';
import styles from './hall.module.css';
import { useTalkClock } from './talk-clock';
import { TalkTime } from './TalkClock';
import { Troubles } from './Troubles';

const MomentDialog = later(async () => (await import('./MomentDialog')).MomentDialog);

/** Over the stage while somebody presents: the light, the colours, and the moment to hand out. */
export function PresenterBar() {
  const messages = useMessages();
  const { present: m } = messages.teach;
  const { bar } = messages.hall;
  const lit = useApp((s) => s.selected !== null);
  const theme = useApp((s) => s.theme);
  const troubles = useDemo((s) => s.troubles);
  const walking = useDemo((s) => s.walking);
  const inBar = useTalkClock((s) => s.inBar);
  const full = useFullScreen();
  const [handing, setHanding] = useState(false);
  return (
    <section className={styles['bar']} aria-label={m.label}>
      {!walking && <strong>{m.label}</strong>}
      <DemoWalk />
      {inBar && <TalkTime />}
      <span className={styles['room']} />
      <button type="button" className={controls['button']} onClick={() => void keepMoment('')}>
        {messages.hall.demo.keep}
      </button>
      {lit && (
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            useApp.getState().select(null);
          }}
        >
          {m.spot}
        </button>
      )}
      <button
        type="button"
        className={controls['button']}
        aria-pressed={theme === 'projector'}
        onClick={() => {
          takeProjectorColours(theme !== 'projector');
        }}
      >
        {bar.colours}
      </button>
      <button type="button" className={controls['button']} onClick={openNotes}>
        {messages.hall.notes.open}
      </button>
      {mayFillScreen() && (
        <button type="button" className={controls['button']} onClick={() => void fillScreen(!full)}>
          {full ? bar.notFull : bar.full}
        </button>
      )}
      <button
        type="button"
        className={controls['button']}
        aria-haspopup="dialog"
        onClick={() => {
          useApp.getState().pause();
          setHanding(true);
        }}
      >
        {m.moment}
      </button>
      <button type="button" className={controls['button']} onClick={endTalk}>
        {m.end}
      </button>
      <Troubles troubles={troubles} />
      {handing && (
        <Suspense>
          <MomentDialog
            onClose={() => {
              setHanding(false);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}

function useFullScreen(): boolean {
  return useSyncExternalStore(
    (changed) => {
      document.addEventListener('fullscreenchange', changed);
      return () => {
        document.removeEventListener('fullscreenchange', changed);
      };
    },
    () => document.fullscreenElement !== null,
  );
}
