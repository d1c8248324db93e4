import { useEffect, useRef } from 'react';
import { useMessages } from '../../i18n/react';
import { templateText } from '../../lessons/course';
import { MOMENTS } from '../../lessons/moment';
import { BLOCKS, BLOCK_NAMES } from '../../lessons/read/steps';
import { CloseButton } from '../../ui/CloseButton';
import controls from '../../ui/controls.module.css';
import { saveText } from '../../ui/save-text';
import styles from './author.module.css';
import { Codes } from './Codes';
import { FactTable } from './FactTable';
import { LessonCheck } from './LessonCheck';

/** How a lesson is written: the template, its check, and the closed lists of what may stand in it. */
export function AuthorPage({ onClose }: { readonly onClose: () => void }) {
  const messages = useMessages();
  const m = messages.teach.author;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles['author']}
      aria-labelledby="author-title"
      onClose={onClose}
      onKeyDown={(event) => {
        event.stopPropagation();
      }}
    >
      <div className={styles['head']}>
        <h2 id="author-title">{m.title}</h2>
        <CloseButton label={m.close} />
      </div>
      <ol className={styles['steps']}>
        {Object.values(m.steps).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>
        <button
          type="button"
          className={controls['primary']}
          onClick={() => {
            void templateText().then((text) => {
              saveText(text, 'my-lesson.md', 'text/markdown');
            });
          }}
        >
          {messages.lesson.map.template}
        </button>
      </p>
      <LessonCheck onOpened={onClose} />
      <h3>{m.blocks}</h3>
      <p>{m.order}</p>
      <div className={styles['wide']}>
        <table>
          <thead>
            <tr>
              <th scope="col">{m.column.block}</th>
              <th scope="col">{m.column.what}</th>
              <th scope="col">{m.column.attributes}</th>
              <th scope="col">{m.column.parts}</th>
            </tr>
          </thead>
          <tbody>
            {BLOCK_NAMES.map((name) => (
              <tr key={name}>
                <th scope="row">
                  <Codes words={[`:::${name}`]} />
                </th>
                <td>{m.block[name]}</td>
                <td>
                  <Codes words={BLOCKS[name].attributes} />
                </td>
                <td>
                  <Codes words={BLOCKS[name].tags.map((tag) => `::${tag}`)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>{m.anywhere}</p>
      <h3>{m.moments}</h3>
      <p>
        <code lang="en" translate="no">
          {MOMENTS}
        </code>
      </p>
      <h3>{m.texts}</h3>
      <p>{m.textsWhat}</p>
      <p>
        <Codes
          words={[
            '**strong**',
            '*emphasis*',
            '`code`',
            '[words](https://…)',
            '[words]{part=vhost}',
            '{=exits.total}',
          ]}
        />
      </p>
      <h3>{m.predicates}</h3>
      <p>{m.predicatesWhat}</p>
      <p>
        <Codes
          words={[
            'exits.total = 7',
            "exits.perPacket < 2 and not vms[0].path = 'emulated'",
            '(a or b) and c',
            '= != < <= > >=',
          ]}
        />
      </p>
      <FactTable />
    </dialog>
  );
}
