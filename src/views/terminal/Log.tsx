import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { plain } from '../../store/transcript';
import hidden from '../../ui/hidden.module.css';

/** As much as is read aloud or searched; the terminal itself holds more. */
const MOST_ENTRIES = 60;
const MOST_CHARS = 20_000;

/** What the terminal shows as plain text, for those who do not see it: new lines are read out once. */
export function Log() {
  const m = useMessages().terminal;
  const entries = useApp((s) => s.transcript.entries);
  return (
    <div
      role="log"
      aria-live="polite"
      aria-label={m.log}
      className={hidden['hidden']}
      translate="no"
    >
      {entries.slice(-MOST_ENTRIES).map((entry) => {
        switch (entry.kind) {
          case 'line': {
            const by = entry.by === 'picture' ? `  # ${m.byPicture}` : '';
            const typed = plain(entry.prompt) + entry.text + by;
            return (
              <p key={entry.id} lang="en">
                {typed}
              </p>
            );
          }
          case 'out':
            return (
              <pre key={entry.id} lang="en">
                {shortened(plain(entry.text), m.cut)}
              </pre>
            );
          case 'boot':
            return <p key={entry.id}>{m.boot}</p>;
        }
      })}
    </div>
  );
}

function shortened(text: string, cut: string): string {
  if (text.length <= MOST_CHARS) return text;
  const start = text.slice(0, MOST_CHARS);
  return `${start.slice(0, start.lastIndexOf('\n') + 1)}${cut}`;
}
