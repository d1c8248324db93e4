import { useEffect, useState } from 'react';
import type { Jump } from '../../glossary';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { addressOf, openJump, placeOf } from './jump';
import controls from '../controls.module.css';
import styles from './terms.module.css';

interface Props {
  readonly jump: Jump;
  readonly onJump: () => void;
  readonly onHere: (() => void) | undefined;
}

/** Shows a term in the running lab. In a lesson that goes on here: its own picture if the part is in it, and the example in a page of its own. */
export function JumpButton({ jump, onJump, onHere }: Props) {
  const { glossary: m, presets } = useMessages();
  const learning = useApp((s) => s.lesson !== null && s.lesson !== 'course');
  const { name } = presets[jump.example];
  if (learning) return <InLesson jump={jump} name={name} onHere={onHere} />;
  return (
    <div className={styles['turn']}>
      <button
        type="button"
        className={controls['primary']}
        onClick={() => {
          onJump();
          void openJump(jump, name);
        }}
      >
        {m.show}
      </button>
      <span className={styles['example']}>{m.example(name)}</span>
    </div>
  );
}

function InLesson({ jump, name, onHere }: Omit<Props, 'onJump'> & { readonly name: string }) {
  const m = useMessages().glossary;
  const [address, setAddress] = useState<string | null>(null);
  const info = useApp((s) => s.info);
  const shown = useApp((s) => s.spotlight?.shown ?? null);
  const select = useApp((s) => s.select);
  const { part } = jump;
  const here =
    part !== undefined && info !== null && (shown?.includes(part) ?? true)
      ? placeOf(info.topology, part)
      : null;
  useEffect(() => {
    let current = true;
    void addressOf(jump).then((found) => {
      if (current) setAddress(found);
    });
    return () => {
      current = false;
    };
  }, [jump]);
  return (
    <div className={styles['turn']}>
      {here !== null && (
        <button
          type="button"
          className={controls['primary']}
          onClick={() => {
            select(here);
            onHere?.();
          }}
        >
          {m.here}
        </button>
      )}
      {address !== null && (
        <a href={address} target="_blank" rel="noopener" className={styles['away']}>
          {m.away(name)}
        </a>
      )}
    </div>
  );
}
