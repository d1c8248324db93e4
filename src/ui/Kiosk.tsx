import { useEffect, useEffectEvent, useState } from 'react';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import controls from './controls.module.css';
import { secondsLeft } from './idle-clock';
import styles from './kiosk.module.css';

interface Props {
  /** Wall ms without a key, a press or a move. */
  readonly after: number;
  /** What the page was opened with. */
  readonly address: string;
}

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
/** Where the page cannot be had again, it is asked for this often. */
const AGAIN_MS = 10_000;
const LINGERS_MS = 3_000;

/**
 * On a machine for everybody: when a visitor has gone the page begins anew, as it was opened, with nothing of theirs. This is the
 * room's clock, no run's. While somebody presents it stands.
 */
export function Kiosk({ after, address }: Props) {
  const m = useMessages().hall.kiosk;
  const [left, setLeft] = useState<number | null>(null);
  const [asking, setAsking] = useState(false);
  const [stuck, setStuck] = useState(false);
  const anew = useEffectEvent(async () => {
    const there = await canBegin(address);
    setStuck(!there);
    if (!there) return;
    try {
      history.replaceState(null, '', address);
    } catch {
      // A frame without an origin of its own has kept its address.
    }
    location.reload();
  });
  useEffect(() => {
    let [last, asked] = [Date.now(), 0];
    const seen = () => {
      last = Date.now();
    };
    const timer = setInterval(() => {
      if (useApp.getState().presenting) last = Date.now();
      const now = secondsLeft(Date.now() - last, after);
      setLeft(now);
      if (now !== null) setAsking(true);
      // Not at the first move: a press that was meant for it would go to what lies below.
      else if (Date.now() - last > LINGERS_MS) {
        setAsking(false);
        setStuck(false);
      }
      if (now !== 0 || Date.now() - asked < AGAIN_MS) return;
      asked = Date.now();
      void anew();
    }, 500);
    for (const sign of SIGNS) window.addEventListener(sign, seen, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, seen, { capture: true });
    };
  }, [after]);
  if (!asking) return null;
  return (
    <aside className={styles['kiosk']} aria-label={m.label} data-kiosk>
      <p role="alert">{stuck ? m.stuck : m.soon}</p>
      <b aria-hidden="true">{left}</b>
      <button
        type="button"
        className={controls['primary']}
        onClick={() => {
          setAsking(false);
        }}
      >
        {m.stay}
      </button>
    </aside>
  );
}

/** Better an old page than none: without a network, and nothing kept for it, the page stays as it is. */
async function canBegin(address: string): Promise<boolean> {
  // From a file, or where the frame may not ask, it is there or it never was.
  if (window.origin === 'null') return true;
  try {
    return (await fetch(address.replace(/#.*$/su, ''))).ok;
  } catch {
    return false;
  }
}
