import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { saveText } from '../../ui/save-text';
import { pngOf } from '../picture/png';
import styles from './builder.module.css';

interface Props {
  /** Files that the line names, to be put beside the author's page. */
  readonly names: readonly string[];
  /** The example's own picture, as the lab has it; null: what is on the screen is drawn. */
  readonly drawn: string | null;
}

/** For printers: dots for each pixel of the page. */
const SCALE = 2;

/** What is beside the line: the picture it shows where the lab does not run. */
export function PictureToSave({ names, drawn }: Props) {
  const { embed, shell } = useMessages();
  const m = embed.picture;
  const [failed, setFailed] = useState(false);
  if (names.length === 0) return null;
  const save = async (name: string, address: string) => {
    const saved = await fetchedPng(address).catch(() => null);
    setFailed(saved === null);
    if (saved !== null) saveText(saved, name, 'image/png');
  };
  return (
    <>
      <p>{m.needed(names.join(shell.comma))}</p>
      <div className={styles['bar']}>
        {drawn === null || failed ? (
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              useApp.getState().setOffer('picture');
            }}
          >
            {m.draw}
          </button>
        ) : (
          names.map((name) => (
            <button
              key={name}
              type="button"
              className={controls['button']}
              onClick={() => void save(name, drawn)}
            >
              {m.save(name)}
            </button>
          ))
        )}
        <output>{failed ? m.failed : ''}</output>
      </div>
    </>
  );
}

/** The example's drawing in pixels. */
async function fetchedPng(address: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const reply = await fetch(address);
  if (!reply.ok) return null;
  const svg = await reply.text();
  const { documentElement: root } = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const [width, height] = [Number(root.getAttribute('width')), Number(root.getAttribute('height'))];
  const blob = await pngOf(svg, width * SCALE, height * SCALE);
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer());
}
