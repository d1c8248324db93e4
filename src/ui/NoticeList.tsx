import { Suspense, useEffect } from 'react';
import { MODEL_VERSION } from '../store/vocabulary';
import type { Issue } from '../store/vocabulary';
import { formatBytes } from '../i18n/format';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import type { Notice } from '../store/notice';
import type { UrlProblem } from '../store/url';
import { DOCS, PARAMETERS } from '../store/url-values';
import { DocsButton } from './DocsButton';
import { later } from './later';
import { Note } from './Note';
import styles from './notices.module.css';

const MOST_LISTED = 6;
/** What only says that it went well makes room again; the set-up shows the same. */
const SAID_MS = 8_000;

/** What was refused or remarked. */
export function NoticeList() {
  const messages = useMessages();
  const m = messages.shell;
  const problems = useApp((s) => s.problems);
  const issues = useApp((s) => s.issues);
  const notice = useApp((s) => s.notice);
  const note = useApp((s) => s.note);
  const dismiss = useApp((s) => s.dismiss);
  return (
    <>
      {problems.length > 0 && (
        <Note
          title={m.problems.title}
          dismiss={m.problems.dismiss}
          onDismiss={() => {
            dismiss('problems');
          }}
        >
          <Lines lines={problems.map(messages.problems.address)} />
          <p className={styles['rest']}>{m.problems.rest}</p>
          <p className={styles['rest']}>
            <DocsButton place={docsOf(problems)} label={messages.docs.allowed} />
          </p>
        </Note>
      )}
      {issues.length > 0 && (
        <Note
          title={m.refused.title}
          dismiss={m.problems.dismiss}
          onDismiss={() => {
            dismiss('issues');
          }}
        >
          <IssueLines issues={issues} />
          <p className={styles['rest']}>
            <DocsButton place={docsOf(issues)} label={messages.docs.allowed} />
          </p>
        </Note>
      )}
      {note !== null && (
        <Note
          title={messages.share.note.title}
          dismiss={m.problems.dismiss}
          onDismiss={() => {
            dismiss('note');
          }}
        >
          <p data-note>{note}</p>
          <p className={styles['rest']}>{messages.share.note.untold}</p>
        </Note>
      )}
      {notice !== null && (
        <NoticeNote
          notice={notice}
          onDismiss={() => {
            dismiss('notice');
          }}
        />
      )}
    </>
  );
}

/** Where the documentation has the first of what was refused. */
function docsOf([first]: readonly (UrlProblem | Issue)[]): string {
  const path = first === undefined ? '' : 'path' in first ? first.path : (first.issue?.path ?? '');
  if (path !== '') {
    const key = path.replace(/\.\d+(?=\.|$)/gu, '');
    return first?.code === 'unknown-key' || !DOCS.test(`scenario:${key}`)
      ? 'scenario'
      : `scenario:${key}`;
  }
  const name = first !== undefined && 'name' in first ? first.name : '';
  return PARAMETERS.some((each) => each.name === name) ? `parameters:${name}` : 'parameters:all';
}

const PathNotice = later(() => import('./PathNotice').then((m) => m.PathNotice));
const NewerNotice = later(() => import('./NewerNotice').then((m) => m.NewerNotice));

function NoticeNote({
  notice,
  onDismiss,
}: {
  readonly notice: Notice;
  readonly onDismiss: () => void;
}) {
  const messages = useMessages();
  const m = messages.shell;
  const captureText = messages.capture.problem;
  const passing =
    notice.kind === 'dump-opened' ||
    notice.kind === 'scenario-opened' ||
    notice.kind === 'kept-offline' ||
    notice.kind === 'demo-opened';
  useEffect(() => {
    if (!passing) return;
    const timer = setTimeout(() => {
      useApp.getState().dismiss('notice');
    }, SAID_MS);
    return () => clearTimeout(timer);
  }, [notice, passing]);
  const note = (title: string, children: React.ReactNode) => (
    <Note title={title} dismiss={m.problems.dismiss} onDismiss={onDismiss}>
      {children}
    </Note>
  );
  switch (notice.kind) {
    case 'dump-opened':
      return note(messages.dump.opened(notice.name, notice.functions), null);
    case 'demo-opened':
      return note(messages.hall.demo.opened(notice.name, String(notice.moments)), null);
    case 'demo-refused':
      return note(
        m.refused.file(notice.name),
        <Lines
          lines={notice.issues.map(({ place, found, allowed }) =>
            messages.hall.demo.issue(place, found, allowed),
          )}
        />,
      );
    case 'path-taken':
      return (
        <Suspense fallback={null}>
          <PathNotice path={notice.path} places={notice.places} onDismiss={onDismiss} />
        </Suspense>
      );
    case 'no-platform':
      return note(messages.lesson.noPlatform.title, <p>{messages.lesson.noPlatform.text}</p>);
    case 'other-model':
      return note(
        messages.share.otherModel.title(notice.name || messages.share.otherModel.address),
        <p>{messages.share.otherModel.what(notice.made, MODEL_VERSION)}</p>,
      );
    case 'kept-offline':
      return note(messages.offline.ready, null);
    case 'newer':
      return (
        <Suspense fallback={null}>
          <NewerNotice onDismiss={onDismiss} />
        </Suspense>
      );
    case 'scenario-opened':
      return note(m.files.opened(notice.name), null);
    case 'capture-opened':
      return note(
        m.files.captured(notice.name, notice.frames),
        notice.warnings.length > 0 && <Lines lines={notice.warnings.map(captureText)} />,
      );
    case 'scenario-refused':
      return note(m.refused.file(notice.name), <IssueLines issues={notice.issues} />);
    case 'capture-refused':
      return note(
        m.refused.file(notice.name),
        <>
          <Lines lines={[captureText(notice.issue)]} />
          <p className={styles['rest']}>{m.refused.untouched}</p>
        </>,
      );
    case 'too-large':
      return note(
        m.refused.file(notice.name),
        <Lines
          lines={[
            m.files.tooLarge(notice.name, formatBytes(notice.bytes), formatBytes(notice.most)),
          ]}
        />,
      );
    case 'unreadable':
      return note(m.refused.file(notice.name), <Lines lines={[m.files.unreadable(notice.name)]} />);
  }
}

function IssueLines({ issues }: { readonly issues: readonly Issue[] }) {
  const messages = useMessages();
  const m = messages.shell.refused;
  return (
    <>
      <Lines lines={issues.map(messages.problems.issue)} />
      <p className={styles['rest']}>{m.untouched}</p>
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  const m = useMessages().shell.refused;
  return (
    <ul className={styles['lines']}>
      {lines.slice(0, MOST_LISTED).map((line) => (
        <li key={line}>{line}</li>
      ))}
      {lines.length > MOST_LISTED && <li>{m.more(lines.length - MOST_LISTED)}</li>}
    </ul>
  );
}
