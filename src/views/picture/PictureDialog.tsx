import { useEffect, useMemo, useRef, useState } from 'react';
import { formatBytes, formatCount } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { CloseButton } from '../../ui/CloseButton';
import controls from '../../ui/controls.module.css';
import { saveText } from '../../ui/save-text';
import share from '../share/share.module.css';
import { fileName } from './file-name';
import { firstLook } from './look';
import { LookFields } from './LookFields';
import { PlateSource, type Plate } from './Plate';
import styles from './picture.module.css';
import { pngOf } from './png';
import { usePicture, type Picture } from './use-picture';

/** The moment on the screen as a picture: what is shown here is the very file. */
export function PictureDialog() {
  const m = useMessages().picture;
  const dialog = useRef<HTMLDialogElement>(null);
  const setOffer = useApp((s) => s.setOffer);
  const [look, setLook] = useState(firstLook);
  const [plate, setPlate] = useState<Plate | null>(null);
  const picture = usePicture(plate, look);
  useEffect(() => {
    useApp.getState().pause();
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`${share['dialog'] ?? ''} ${styles['wide'] ?? ''}`}
      aria-labelledby="picture-title"
      onClose={() => {
        setOffer(null);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
      }}
    >
      <h2 id="picture-title">{m.title}</h2>
      <LookFields look={look} still onChange={setLook} />
      {picture !== null && <Preview picture={picture} />}
      {picture !== null && <Save picture={picture} />}
      <p className={styles['hint']}>{m.hint}</p>
      <div className={share['buttons']}>
        <CloseButton label={m.close} />
      </div>
      <PlateSource look={look} onDrawn={setPlate} />
    </dialog>
  );
}

function Preview({ picture: { text, width, height } }: { readonly picture: Picture }) {
  const m = useMessages().picture;
  const url = useMemo(() => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`, [text]);
  return (
    <div className={styles['preview']}>
      <img src={url} width={width} height={height} alt={m.preview} data-picture />
    </div>
  );
}

const SCALES = [1, 2, 3, 4] as const;

function Save({ picture: { text, width, height } }: { readonly picture: Picture }) {
  const m = useMessages().picture;
  const [scale, setScale] = useState(2);
  const [failed, setFailed] = useState(false);
  const cursor = useApp((s) => s.cursor);
  const path = useApp((s) => s.info?.scenario.vms[0]?.path ?? 'emulated');
  const savePng = async () => {
    const blob = await pngOf(text, width * scale, height * scale).catch(() => null);
    setFailed(blob === null);
    if (blob === null) return;
    const bytes = new Uint8Array(await blob.arrayBuffer());
    saveText(bytes, fileName(path, cursor, 'png'), 'image/png');
  };
  return (
    <div className={styles['save']}>
      <button
        type="button"
        className={controls['primary']}
        onClick={() => {
          saveText(text, fileName(path, cursor, 'svg'), 'image/svg+xml');
        }}
      >
        {m.saveSvg(formatBytes(new Blob([text]).size))}
      </button>
      <button type="button" className={controls['button']} onClick={() => void savePng()}>
        {m.savePng}
      </button>
      <label>
        <span>{m.scale}</span>{' '}
        <select
          className={controls['select']}
          value={scale}
          onChange={(event) => {
            setScale(Number(event.currentTarget.value));
          }}
        >
          {SCALES.map((each) => (
            <option key={each} value={each}>
              {m.pixels(String(each), formatCount(width * each), formatCount(height * each))}
            </option>
          ))}
        </select>
      </label>
      <output>{failed ? m.noRoom : ''}</output>
    </div>
  );
}
