import { useRef, useState } from 'react';
import { useMessages } from '../../i18n/react';
import {
  demoFileName,
  LONGEST_NOTES,
  LONGEST_TITLE,
  writeDemo,
  type DemoMoment,
} from '../../store/demo';
import {
  keepInstead,
  moveMoment,
  openMoment,
  removeMoment,
  reword,
  useDemo,
} from '../../store/demo-desk';
import controls from '../../ui/controls.module.css';
import { saveText } from '../../ui/save-text';
import lessonStyles from '../lesson/lesson.module.css';
import { pageAddress } from '../share/link';
import { CopyLine } from './CopyLine';
import { Qr } from './Qr';
import { qrPath } from './qr-path';
import { Troubles } from './Troubles';
import styles from './hall.module.css';

const UP = '↑';
const DOWN = '↓';

interface Props {
  readonly moment: DemoMoment;
  readonly place: number;
  readonly of: number;
  readonly current: boolean;
  readonly onSaid: (said: string) => void;
}

export function DemoItem({ moment, place, of, current, onSaid }: Props) {
  const m = useMessages().hall.demo;
  const title = moment.title === '' ? m.untitled(String(place + 1)) : moment.title;
  const item = useRef<HTMLLIElement>(null);
  const move = (by: 1 | -1) => {
    moveMoment(place, place + by);
    onSaid(m.moved(title, String(place + by + 1), String(of)));
    // The key goes on with the moment, as far as it can be moved.
    const next = by === 1 ? item.current?.nextElementSibling : item.current?.previousElementSibling;
    const last = place + by === (by === 1 ? of - 1 : 0);
    const other = last ? -by : by;
    next?.querySelector<HTMLElement>(`[data-by="${String(other)}"]`)?.focus();
  };
  return (
    <li ref={item} className={styles['moment']} aria-current={current ? 'step' : undefined}>
      <div className={lessonStyles['turn']}>
        <strong>{m.place(String(place + 1), String(of))}</strong>
        <button
          type="button"
          className={controls['button']}
          aria-label={m.showNamed(title)}
          onClick={() => void openMoment(place)}
        >
          {m.show}
        </button>
        <button
          type="button"
          className={controls['button']}
          aria-label={m.up(title)}
          data-by="-1"
          disabled={place === 0}
          onClick={() => {
            move(-1);
          }}
        >
          {UP}
        </button>
        <button
          type="button"
          className={controls['button']}
          aria-label={m.down(title)}
          data-by="1"
          disabled={place === of - 1}
          onClick={() => {
            move(1);
          }}
        >
          {DOWN}
        </button>
        <button
          type="button"
          className={controls['button']}
          aria-label={m.removeNamed(title)}
          onClick={() => {
            removeMoment(place);
          }}
        >
          {m.remove}
        </button>
      </div>
      <label className={styles['field']}>
        <span>{m.momentTitle}</span>
        <input
          type="text"
          className={controls['select']}
          maxLength={LONGEST_TITLE}
          placeholder={m.untitled(String(place + 1))}
          value={moment.title}
          onChange={(event) => {
            reword(place, { title: event.currentTarget.value });
          }}
        />
      </label>
      <label className={styles['field']}>
        <span>{m.notes}</span>
        <textarea
          rows={2}
          maxLength={LONGEST_NOTES}
          value={moment.notes}
          onChange={(event) => {
            reword(place, { notes: event.currentTarget.value });
          }}
        />
      </label>
      {isSweep(moment) && <p>{moment.sweep === undefined ? m.noSweep : m.sweepAgain}</p>}
      {current && <Now place={place} />}
      <Link moment={moment} title={title} />
    </li>
  );
}

/** Figures of a sweep stand in no address. */
const isSweep = ({ address }: DemoMoment) => /[?&]view=sweep\b/u.test(address);

function Now({ place }: { readonly place: number }) {
  const m = useMessages().hall.demo;
  const troubles = useDemo((s) => s.troubles);
  return (
    <>
      <Troubles troubles={troubles} />
      <button type="button" className={controls['button']} onClick={() => void keepInstead(place)}>
        {m.instead}
      </button>
    </>
  );
}

/** The moment as others open it. */
function Link({ moment, title }: { readonly moment: DemoMoment; readonly title: string }) {
  const m = useMessages().hall.demo;
  const [open, setOpen] = useState(false);
  const href = pageAddress() + moment.address;
  return (
    <details
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{m.link}</summary>
      {open && (
        <>
          <CopyLine text={href} />
          {qrPath(href) === null ? (
            <>
              <p>{m.tooLong}</p>
              <button
                type="button"
                className={controls['button']}
                onClick={() => {
                  const one = { title, moments: [moment] };
                  saveText(writeDemo(one), demoFileName(one), 'application/json');
                }}
              >
                {m.saveOne}
              </button>
            </>
          ) : (
            <div className={styles['code']}>
              <Qr text={href} />
            </div>
          )}
        </>
      )}
    </details>
  );
}
