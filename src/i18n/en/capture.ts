import { formatCount } from '../format';
import type { CaptureProblem } from '../problem';

function place({ offset, record }: CaptureProblem): string {
  const where = `byte ${formatCount(offset)}`;
  return record === 0 ? ` (${where})` : ` (record ${formatCount(record)}, ${where})`;
}

const frames = (count: number) => (count === 1 ? '1 frame' : `${formatCount(count)} frames`);

function sentence(problem: CaptureProblem): string {
  const { code, found, allowed, count } = problem;
  const at = place(problem);
  switch (code) {
    case 'empty':
      return `The file is empty; allowed: ${allowed}.`;
    case 'too-large':
      return `The file has ${found}; at most ${allowed} are read.`;
    case 'not-a-capture':
      return `Not a capture file: it begins with ${found}; allowed: ${allowed}.`;
    case 'compressed':
      return `The file is compressed (${found}); unpack it first.`;
    case 'variant':
      return `The file is a ${found}, which is not read; allowed: ${allowed}.`;
    case 'version':
      return `Version ${found} of the format is not read; allowed: ${allowed}${at}.`;
    case 'header-cut-short':
      return `The file is cut short inside its header: ${found} of ${allowed}.`;
    case 'bad-section':
      return `The section header is damaged: ${found}, should be ${allowed}${at}.`;
    case 'link-type':
      return `Link type ${found} cannot be replayed; allowed: ${allowed}${at}.`;
    case 'no-frames':
      return problem.because === undefined
        ? 'The file has no frames.'
        : `The file has no frames that can be replayed. ${sentence(problem.because)}`;
    case 'cut-short':
      return `The file is cut short: ${allowed} needed, ${found} left${at}. The frames before are used.`;
    case 'bad-record':
      return `A captured length of ${found} cannot be; at most ${allowed}${at}. The frames before are used.`;
    case 'bad-block':
      return `A damaged block: ${found}, should be ${allowed}${at}. The frames before are used.`;
    case 'other-link-type':
      return `${frames(count)} of link type ${found} left out, the first${at}.`;
    case 'unknown-interface':
      return `${frames(count)} of an interface that is not described left out: ${found}, known: ${allowed}, the first${at}.`;
    case 'too-many-frames':
      return `The file has more than ${formatCount(Number(allowed))} frames; the first ${formatCount(Number(allowed))} are used.`;
    case 'times-go-back':
      return `The clock goes back ${count === 1 ? 'once' : `${formatCount(count)} times`}, first by ${found.replace('-', '')}${at}. Such a gap counts as none.`;
    case 'no-times':
      return `${frames(count)} without a time, the first${at}: sent with the frame before.`;
    case 'too-late':
      return `${frames(count)} more than ${allowed} after the first left out, the first of them at ${found}${at}.`;
    case 'padded':
      return `${frames(count)} shorter than ${allowed} padded, the first of ${found}${at}.`;
    case 'too-long':
      return `${frames(count)} longer than ${allowed} left out, the first of ${found}${at}. Segmentation offload makes such frames.`;
    case 'bytes-not-kept':
      return `More than ${allowed} of frames: addresses, lengths and times are replayed, the bytes in them are not kept.`;
    case 'no-addresses':
      return `${frames(count)} left out, of which less than the ${allowed} of an Ethernet header was captured, the first${at}.`;
  }
}

export const capture = {
  /** Why a capture file was refused, or what is said about one that is used. */
  problem: sentence,
};
