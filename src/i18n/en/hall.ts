/** Words for the lecture hall: presenting any run, demo scripts, the notes window. */
export const hall = {
  keys: {
    title: 'While presenting (also from a remote)',
    does: {
      next: 'next or previous: a moment of the demo, else a step of the lesson, else of the packet',
      play: 'play or pause',
      black: 'black screen; any key brings it back',
      first: 'from the first moment of the demo, full screen',
      from: 'full screen from here',
    },
  },
  page: {
    title: 'In the lecture hall',
    what: 'Present any run, not only a lesson: larger type, a light on a part, a remote’s keys. Press P to begin and to end.',
    present: 'Present what is on the stage',
  },
  bar: {
    colours: 'Projector colours',
    full: 'Full screen',
    notFull: 'Leave full screen',
    black: 'The screen is black. Any key brings it back.',
  },
};
