import { useEffect, type RefObject } from 'react';
import type { StageLayout } from '../../scene/layout/stage-layout';
import type { Shot } from '../../scene/scene';
import { passesBy } from '../../scene/story';
import { useApp } from '../../store';

/** Marks the stage while the followed packet passes the host's software by. */
export function usePassedBy(
  stage: RefObject<HTMLElement | null>,
  layout: StageLayout | null,
  shot: Shot,
): void {
  useEffect(() => {
    const element = stage.current;
    if (element === null || layout === null) return;
    const mark = () => {
      const { cursor, followed } = useApp.getState();
      const passed = String(passesBy(layout, shot, cursor, followed));
      if (element.getAttribute('data-passed') !== passed) {
        element.setAttribute('data-passed', passed);
      }
    };
    mark();
    return useApp.subscribe((s) => [s.cursor, s.followed] as const, mark, {
      equalityFn: (a, b) => a[0] === b[0] && a[1] === b[1],
    });
  }, [stage, layout, shot]);
}
