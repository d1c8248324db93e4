import { writeTime } from '../../store/url-time';

/** `stage-virtio-12us.svg`; the moment in picoseconds. */
export const fileName = (path: string, at: number, ending: string): string =>
  `stage-${path}-${writeTime(at)}.${ending}`;
