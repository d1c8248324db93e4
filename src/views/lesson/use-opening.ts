import { useLayoutEffect } from 'react';
import { useApp, type AppState } from '../../store';
import { recall, remember } from '../../store/storage';

const KEY = 'opening';

/**
 * The first screen for somebody new: the first journey of its run plays once, until it is over or a key or a press stops it. Who
 * has seen it, or does not want motion, sees what it came to, standing still.
 */
export function useOpening(): void {
  const opening = useApp((s) => s.opening);
  useLayoutEffect(() => {
    if (!opening) return;
    let run: number | null = null;
    const leave: (() => void)[] = [];
    const over = () => {
      for (const each of leave.splice(0)) each();
    };
    const attend = (info: AppState['info']) => {
      if (info === null || info.run === run) return;
      if (run !== null) {
        // Another run is the learner's own doing.
        useApp.setState({ opening: false });
        return;
      }
      ({ run } = info);
      const { reducedMotion, seek, playSegment } = useApp.getState();
      if (reducedMotion || recall(KEY, ['seen']) !== null) {
        seek(info.firstJourneyEnd);
        return;
      }
      playSegment(0, info.firstJourneyEnd);
      // After everybody else has had the key or the press: what pauses by itself is not to be paused twice.
      const stop = () => {
        useApp.getState().pause();
      };
      window.addEventListener('keydown', stop);
      window.addEventListener('click', stop);
      const unsubscribe = useApp.subscribe(
        (s) => s.playing,
        () => {
          remember(KEY, 'seen');
          over();
        },
      );
      leave.push(unsubscribe, () => {
        window.removeEventListener('keydown', stop);
        window.removeEventListener('click', stop);
      });
    };
    const unsubscribe = useApp.subscribe((s) => s.info, attend);
    attend(useApp.getState().info);
    return () => {
      unsubscribe();
      over();
    };
  }, [opening]);
}
