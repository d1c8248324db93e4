/** What is on the screen, said on request. */
export const described = {
  label: 'On the screen now',
  where: (view: string, at: string, end: string) => `${view}, at ${at} of ${end}.`,
  playing: 'Playing.',
  paused: 'Paused.',
  path: (path: string) => `I/O path: ${path}.`,
  beside: (path: string) => `Beside it: ${path}.`,
  flight: 'In flight:',
  so: (delivered: string, dropped: string, exits: string) =>
    `So far ${delivered} delivered, ${dropped} dropped, ${exits} VM exits.`,
  close: 'Put this away',
};
