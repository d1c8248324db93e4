import { useMessages } from '../../i18n/react';
import { isRandom } from '../../lessons/random';
import controls from '../../ui/controls.module.css';
import styles from './lesson.module.css';
import type { Staged } from './use-segment';

const SEEDS = 10_000;

/** Where packets come at random: the same scene with another seed, to see what varies and what does not. */
export function AnotherRun({ staged }: { readonly staged: Staged }) {
  const m = useMessages().lesson.another;
  const { segment, seed, runAgain } = staged;
  const { scenario } = segment.whole.info;
  if (!isRandom(scenario)) return null;
  return (
    <div className={styles['another']}>
      <p>{seed === null ? m.own : m.other(String(seed))}</p>
      <div className={styles['turn']}>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            runAgain(nextSeed(scenario.seed));
          }}
        >
          {m.again}
        </button>
        {seed !== null && (
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              runAgain(null);
            }}
          >
            {m.back}
          </button>
        )}
      </div>
    </div>
  );
}

/** Another one than that which runs. */
function nextSeed(now: number): number {
  const drawn = 1 + Math.floor(Math.random() * SEEDS);
  return drawn === now ? drawn + 1 : drawn;
}
