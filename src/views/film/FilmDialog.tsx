import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { CloseButton } from '../../ui/CloseButton';
import controls from '../../ui/controls.module.css';
import { firstLook } from '../picture/look';
import { LookFields } from '../picture/LookFields';
import styles from '../picture/picture.module.css';
import { PlateSource, type Plate } from '../picture/Plate';
import share from '../share/share.module.css';
import type { Format } from './encoders';
import { FilmResult, type Made } from './FilmResult';
import { FormatFields } from './FormatFields';
import { createFrames, filmSize } from './frames';
import { beginFilm, makeFilm, stopFilm } from './make-film';
import { planOf, type Range } from './plan';
import { RangeFields } from './RangeFields';
import { useRange } from './use-range';

/** A stretch of the run as an animation, painted picture by picture. */
export function FilmDialog() {
  const m = useMessages().film;
  const dialog = useRef<HTMLDialogElement>(null);
  const setOffer = useApp((s) => s.setOffer);
  const [look, setLook] = useState(() => ({ ...firstLook(), legend: false, paper: true }));
  const [plate, setPlate] = useState<Plate | null>(null);
  const [range, setRange] = useRange();
  useEffect(() => {
    useApp.getState().pause();
    dialog.current?.showModal();
    return stopFilm;
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`${share['dialog'] ?? ''} ${styles['wide'] ?? ''}`}
      aria-labelledby="film-title"
      onClose={() => {
        setOffer(null);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
      }}
    >
      <h2 id="film-title">{m.title}</h2>
      <p className={styles['hint']}>{m.hint}</p>
      {range !== null && (
        <>
          <RangeFields range={range} onChange={setRange} />
          <LookFields look={look} still={false} onChange={setLook} />
          {plate !== null && <Making plate={plate} range={range} caption={look.caption} />}
        </>
      )}
      <div className={share['buttons']}>
        <CloseButton label={m.close} />
      </div>
      <PlateSource look={look} onDrawn={setPlate} />
    </dialog>
  );
}

interface MakingProps {
  readonly plate: Plate;
  readonly range: Range;
  readonly caption: boolean;
}

function Making({ plate, range, caption }: MakingProps) {
  const messages = useMessages();
  const m = messages.film;
  const info = useApp((s) => s.info);
  const followed = useApp((s) => s.followed);
  const end = useApp((s) => Math.min(s.reached, s.heldAt ?? s.reached));
  const [format, setFormat] = useState<Format>('webm');
  const [scale, setScale] = useState(1);
  /** Pictures that are done; null while none are made. */
  const [done, setDone] = useState<number | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const [failed, setFailed] = useState('');
  const plan = planOf(range, end);
  const size = filmSize(plate.set.layout, { caption, scale });

  const make = async () => {
    if (!plan.ok || info === null) return;
    const signal = beginFilm();
    setMade(null);
    setFailed('');
    setDone(0);
    const film = { info, followed, messages, pace: plan.pace, caption, scale };
    try {
      const frames = await createFrames(plate, film);
      const order = { frames, times: plan.times, rate: range.rate, format, signal };
      const blob = await makeFilm({ ...order, onProgress: setDone });
      if (blob !== null) setMade({ blob, url: URL.createObjectURL(blob), format, size });
    } catch (error) {
      setFailed(m.failed(error instanceof Error ? error.message : String(error)));
    }
    setDone(null);
  };

  return (
    <>
      <FormatFields
        format={format}
        scale={scale}
        size={size}
        plan={plan}
        rate={range.rate}
        onFormat={setFormat}
        onScale={setScale}
      />
      <div className={styles['save']}>
        <button
          type="button"
          className={controls['primary']}
          disabled={!plan.ok || done !== null}
          onClick={() => void make()}
        >
          {m.make}
        </button>
        {done !== null && plan.ok && (
          <>
            <progress max={plan.times.length} value={done} aria-label={m.making} />
            <span>{m.done(String(done), String(plan.times.length))}</span>
            <button type="button" className={controls['button']} onClick={stopFilm}>
              {m.cancel}
            </button>
          </>
        )}
        <output>{failed}</output>
      </div>
      {made !== null && <FilmResult made={made} />}
    </>
  );
}
