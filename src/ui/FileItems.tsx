import { useRef, useState } from 'react';
import { formatPicos } from '../i18n/format';
import { useMessages } from '../i18n/react';
import { lab, useApp } from '../store';
import { OnDevice } from './OnDevice';
import { saveMetrics } from './save-metrics';
import { saveScenario } from './save-scenario';
import { saveText } from './save-text';
import controls from './controls.module.css';
import styles from './file-menu.module.css';

interface Props {
  readonly onOpen: () => void;
  /** Something was saved, or opened elsewhere. */
  readonly onDone: () => void;
}

/** Everything that can be opened, and everything that can be taken along: at once, or where it is chosen. */
export function FileItems({ onOpen, onDone }: Props) {
  const m = useMessages().fileMenu;
  const ready = useApp((s) => s.info !== null);
  // Before a question is answered they would answer it; before the run is through they are of a part of it.
  const counted = useApp((s) => s.heldAt === null && s.done);
  const to = (go: () => void) => () => {
    go();
    onDone();
  };
  const now = useApp.getState;
  const saveTotals = async () => {
    const { info } = now();
    if (info === null) return;
    const picture = await lab.ask(info.run, (sim) => sim.metrics(info.run, null));
    if (picture === null) return;
    saveMetrics(picture);
    onDone();
  };
  const item = (label: string, go: () => void, disabled = !ready) => (
    <button type="button" className={controls['button']} disabled={disabled} onClick={go}>
      {label}
    </button>
  );
  return (
    <>
      {item(m.open, onOpen, false)}
      <p>{m.openHint}</p>
      {item(m.saveScenario, to(saveScenario))}
      {item(
        m.picture,
        to(() => {
          now().setOffer('picture');
        }),
      )}
      {item(
        m.film,
        to(() => {
          now().setOffer('film');
        }),
      )}
      {item(m.metrics, () => void saveTotals(), !counted)}
      <TraceItem onDone={onDone} />
      <h2>{m.elsewhere}</h2>
      {item(
        m.captures,
        to(() => {
          now().setView('captures');
        }),
      )}
      {item(
        m.tables,
        to(() => {
          now().setView('metrics');
        }),
      )}
      {item(
        m.dump,
        to(() => {
          now().openDump('', '');
        }),
      )}
      {item(
        m.handout,
        to(() => {
          now().openLesson('teach');
        }),
      )}
      <OnDevice />
    </>
  );
}

function TraceItem({ onDone }: Pick<Props, 'onDone'>) {
  const m = useMessages().fileMenu;
  const [said, setSaid] = useState('');
  /** Share of a trace that is written; null while none is. */
  const [share, setShare] = useState<number | null>(null);
  const cancelled = useRef(false);
  const traceOfRun = useApp((s) => s.traceOfRun);
  const info = useApp((s) => s.info);
  const saveTrace = async () => {
    if (info === null) return;
    cancelled.current = false;
    setSaid('');
    const trace = await traceOfRun((done) => {
      setShare(done);
      return !cancelled.current;
    });
    setShare(null);
    if (trace === null) return;
    saveText(trace.text, 'trace.json', 'application/json');
    if (trace.to < info.end) setSaid(m.traceCut(formatPicos(trace.to), formatPicos(info.end)));
    else onDone();
  };
  return (
    <>
      <button
        type="button"
        className={controls['button']}
        disabled={info === null || share !== null}
        onClick={() => void saveTrace()}
      >
        {m.saveTrace}
      </button>
      <p>{m.traceHint}</p>
      {share !== null && (
        <p className={styles['tracing']}>
          <progress value={share} aria-label={m.tracing} />
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              cancelled.current = true;
            }}
          >
            {m.cancelTrace}
          </button>
        </p>
      )}
      <output>{share === null ? said : m.tracing}</output>
    </>
  );
}
