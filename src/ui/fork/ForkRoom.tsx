import { Suspense } from 'react';
import { useApp } from '../../store';
import { later } from '../later';

const ForkStrip = later(async () => (await import('./ForkStrip')).ForkStrip);

/** Above the stage, where a run goes more than one way. */
export function ForkRoom() {
  const forked = useApp((s) => s.futures !== null || (s.info?.scenario.fork ?? null) !== null);
  return forked ? (
    <Suspense>
      <ForkStrip />
    </Suspense>
  ) : null;
}
