/** Words of what makes animations of the stage. */
export const film = {
  title: 'Animation of the stage',
  hint: 'Each picture is painted from the state of the run at its moment, however long that takes; nothing is filmed off the screen.',
  from: 'From (µs)',
  to: 'To (µs)',
  journey: 'The packet’s journey',
  stage: 'From here to the next stage',
  perSecond: 'Simulated µs a second',
  rate: 'Pictures a second',
  format: 'File',
  webm: 'WebM (video)',
  gif: 'GIF',
  size: 'Size',
  comesTo: (frames: string, seconds: string, size: string, bytes: string) =>
    `${frames} pictures of ${size}, ${seconds} s, about ${bytes}`,
  tooMany: (frames: string, most: string) =>
    `That would be ${frames} pictures; at most ${most} are made. Take a shorter range, a faster pace or fewer pictures a second.`,
  why: {
    'no-range': 'The range ends before it begins.',
    outside: 'The range ends after the end of what is computed or may be shown.',
    'no-speed': 'The pace must be more than 0.',
  },
  noVideo: 'This browser encodes no video here; a GIF can be made.',
  make: 'Make it',
  making: 'Pictures that are done',
  done: (done: string, of: string) => `${done} of ${of}`,
  cancel: 'Cancel',
  failed: (reason: string) => `It could not be made: ${reason}`,
  preview: 'The animation as it will be saved',
  save: (size: string) => `Save (${size})`,
  close: 'Close',
};
