import { useApp } from '../../store';
import { addressOfMoment } from '../../store/open-address';
import { linkToLesson } from '../lesson/link';
import { isLessonRun } from '../lesson/scenes';
import { pageAddress } from '../share/link';

export interface MomentLink {
  readonly href: string;
  /** It opens the lesson at this step; else the host alone, as it has become. */
  readonly ofLesson: boolean;
}

/**
 * `name`: of the lesson that is open. The address of what is on the screen. While the lesson's own run stands there it is short: the lesson knows its
 * scenario. A host that was changed is written out, and opens without the lesson, which would put its own in its place.
 */
export async function linkToMoment(name: string | null): Promise<MomentLink> {
  const { lessonStep, cursor } = useApp.getState();
  if (name !== null && isLessonRun()) {
    const says = lessonStep === null ? {} : { step: lessonStep };
    return { href: await linkToLesson(name, { ...says, t: cursor }), ofLesson: true };
  }
  return { href: pageAddress() + ((await addressOfMoment()) ?? ''), ofLesson: false };
}
