import { formatMoment } from '../i18n/format';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import type { Page } from './time-page';
import hidden from './hidden.module.css';
import styles from './migration.module.css';

/** On the time line: where the guest that is moved stands still. `inset` is half the slider's thumb. */
export function MigrationGap({ page, inset }: { readonly page: Page; readonly inset: number }) {
  const messages = useMessages();
  // Where a question of a lesson is open, that the guest will stand still may be the answer.
  const whole = useApp((s) => (s.heldAt === null ? (s.instant?.migration?.whole ?? null) : null));
  if (whole === null || whole.stoppedAt < 0) return null;
  const to = whole.resumedAt < 0 ? page.to : whole.resumedAt;
  const share = (at: number) =>
    Math.min(1, Math.max(0, (at - page.from) / Math.max(1, page.to - page.from)));
  const [start, end] = [share(whole.stoppedAt), share(to)];
  if (start >= end) return null;
  const along = (part: number) =>
    `calc(${String(inset)}px + (100% - ${String(2 * inset)}px) * ${String(part)})`;
  const guest = messages.stage.guest(whole.vm);
  const text = messages.migration.gap(guest, formatMoment(whole.stoppedAt), formatMoment(to));
  return (
    <span
      className={styles['gap']}
      title={text}
      data-gap
      style={{ insetInlineStart: along(start), insetInlineEnd: `calc(100% - ${along(end)})` }}
    >
      <span className={hidden['hidden']}>{text}</span>
    </span>
  );
}
