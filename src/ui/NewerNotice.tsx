import { useMessages } from '../i18n/react';
import { Note } from './Note';
import { Renew } from './OnDevice';

/** Asked for, never forced: a reload in the middle of a lesson is the learner's to choose. */
export function NewerNotice({ onDismiss }: { readonly onDismiss: () => void }) {
  const m = useMessages();
  return (
    <Note title={m.offline.newerTitle} dismiss={m.shell.problems.dismiss} onDismiss={onDismiss}>
      <p>{m.offline.newer}</p>
      <Renew />
    </Note>
  );
}
