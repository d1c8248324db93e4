import { useEffect, useId, useRef, useState } from 'react';
import { formatCount, formatMoment } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { LONGEST_NOTE } from '../../store/url-values';
import { CloseButton } from '../../ui/CloseButton';
import controls from '../../ui/controls.module.css';
import { saveScenario } from '../../ui/save-scenario';
import { element, framed, isOneFile, type Framed } from '../../embed/lines';
import { CopyLine } from '../teach/CopyLine';
import { Qr } from '../teach/Qr';
import { LONGEST_QR } from '../teach/qr-path';
import { isPublic, linkTo, LONG_LINK, LONGEST_LINK, pageAddress, type Link } from './link';
import styles from './share.module.css';

/** What is on the screen, for others: as an address, a code, a line for a page, a file. */
export function ShareDialog() {
  const m = useMessages().share;
  const dialog = useRef<HTMLDialogElement>(null);
  const cursor = useApp((s) => s.cursor);
  const setOffer = useApp((s) => s.setOffer);
  const [moment, setMoment] = useState(true);
  const [note, setNote] = useState('');
  const [link, setLink] = useState<Link | null>(null);
  useEffect(() => {
    useApp.getState().pause();
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    let current = true;
    void linkTo({ moment, note }).then((made) => {
      if (current) setLink(made);
    });
    return () => {
      current = false;
    };
  }, [moment, note, cursor]);
  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      aria-labelledby="share-title"
      onClose={() => {
        setOffer(null);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
      }}
    >
      <h2 id="share-title">{m.title}</h2>
      <div className={styles['wishes']}>
        <label className={controls['check']}>
          <input
            type="checkbox"
            checked={moment}
            onChange={(event) => {
              setMoment(event.currentTarget.checked);
            }}
          />
          <span>{m.moment(formatMoment(cursor))}</span>
        </label>
        <NoteField note={note} onChange={setNote} />
      </div>
      {link !== null && <Address link={link} />}
      {link !== null && <Embed link={link} />}
      <section aria-labelledby="share-file">
        <h3 id="share-file">{m.file}</h3>
        <p>{m.fileWhat}</p>
        <button type="button" className={controls['button']} onClick={saveScenario}>
          {m.saveFile}
        </button>
      </section>
      <div className={styles['buttons']}>
        <CloseButton label={m.close} />
      </div>
    </dialog>
  );
}

function NoteField({
  note,
  onChange,
}: {
  readonly note: string;
  readonly onChange: (note: string) => void;
}) {
  const m = useMessages().share;
  const id = useId();
  return (
    <div className={styles['note']}>
      <label htmlFor={id}>{m.note.label}</label>
      <textarea
        id={id}
        rows={2}
        maxLength={LONGEST_NOTE}
        value={note}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
    </div>
  );
}

function Address({ link: { href, ofLesson } }: { readonly link: Link }) {
  const m = useMessages().share;
  const length = formatCount(href.length);
  return (
    <section aria-labelledby="share-link" className={styles['address']}>
      <div>
        <h3 id="share-link">{m.link}</h3>
        {href.length > LONGEST_LINK ? (
          <p className={styles['warning']}>{m.tooLong(length, formatCount(LONGEST_LINK))}</p>
        ) : (
          <CopyLine text={href} />
        )}
        <p>{ofLesson ? m.ofLesson : m.what}</p>
        {href.length > LONG_LINK && href.length <= LONGEST_LINK && (
          <p className={styles['warning']}>{m.long(length, formatCount(LONG_LINK))}</p>
        )}
        {!isPublic(href) && <p className={styles['warning']}>{m.onlyHere}</p>}
      </div>
      {href.length > LONGEST_QR ? (
        <p className={styles['noCode']}>{m.noCode(length, formatCount(LONGEST_QR))}</p>
      ) : (
        <div className={styles['code']}>
          <Qr text={href} />
        </div>
      )}
    </section>
  );
}

function Embed({ link }: { readonly link: Link }) {
  const messages = useMessages();
  const m = messages.share;
  const setOffer = useApp((s) => s.setOffer);
  const { parameters, packed } = link;
  const embedded: Framed = {
    home: pageAddress(),
    // A note is for those who open the link.
    parameters: parameters.filter(([name]) => name !== 'note'),
    packed,
    title: messages.shell.name,
    width: 960,
    height: 720,
    link: m.openLab,
  };
  return (
    <section aria-labelledby="share-embed">
      <h3 id="share-embed">{m.embed}</h3>
      {link.href.length > LONGEST_LINK ? (
        <p className={styles['warning']}>{m.embedTooLong}</p>
      ) : (
        <>
          {isOneFile(embedded.home) ? (
            <CopyLine text={framed(embedded)} />
          ) : (
            <>
              <p>{m.element}</p>
              <CopyLine text={element(embedded)} />
              <details className={styles['more']}>
                <summary>{m.frame}</summary>
                <CopyLine text={framed(embedded)} />
              </details>
            </>
          )}
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              setOffer(null);
              useApp.getState().openLesson('embed');
            }}
          >
            {m.builder}
          </button>
        </>
      )}
    </section>
  );
}
