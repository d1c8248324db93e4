import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import type { Depth } from '../../i18n/telling';
import { lab, useApp } from '../../store';
import { useJourney } from '../../ui/use-journey';
import controls from '../../ui/controls.module.css';
import { Bar } from './Bar';
import { Story } from './Story';
import type { Scale } from './time-axis';
import styles from './journey.module.css';

/** The followed packet as a sequence diagram: lanes are components, time runs down, every row knows its cause. */
export function JourneyView() {
  const m = useMessages().journey;
  const followed = useApp((s) => s.followed);
  const topology = useApp((s) => s.info?.topology);
  const [depth, setDepth] = useState<Depth>('first');
  const [scale, setScale] = useState<Scale>('stretched');
  const journey = useJourney();
  if (topology === undefined) return null;
  return (
    <section className={styles['view']} aria-label={m.label}>
      <Bar
        journey={journey}
        topology={topology}
        depth={depth}
        onDepth={setDepth}
        scale={scale}
        onScale={setScale}
      />
      {followed === 0 ? (
        <div className={styles['empty']}>
          <p>{m.none}</p>
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              useApp.getState().follow(lab.packetHere());
            }}
          >
            {m.choose}
          </button>
        </div>
      ) : journey === null ? (
        <p className={styles['empty']}>{m.loading}</p>
      ) : journey.rows.length === 0 ? (
        <output className={styles['empty']}>{m.noSuch(followed)}</output>
      ) : (
        <Story journey={journey} topology={topology} depth={depth} scale={scale} />
      )}
    </section>
  );
}
