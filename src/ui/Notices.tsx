import { Suspense } from 'react';
import { useApp } from '../store';
import { later } from './later';
import { LostPart } from './LostPart';
import styles from './notices.module.css';

const NoticeList = later(async () => (await import('./NoticeList')).NoticeList);

/** Over the stage's corner; nothing of it stops the lab. */
export function Notices() {
  const some = useApp(
    (s) => s.problems.length + s.issues.length > 0 || s.notice !== null || s.note !== null,
  );
  const lost = useApp((s) => s.lost !== null);
  return (
    // There before anything is said, or screen readers miss the first message.
    <div className={styles['notices']} aria-live="polite">
      {lost && <LostPart />}
      {some && (
        <Suspense>
          <NoticeList />
        </Suspense>
      )}
    </div>
  );
}
