/** Words of the menu of files. */
export const fileMenu = {
  open: 'Open a file …',
  openHint: 'A scenario (JSON), a capture (pcap, pcapng), the output of lspci or a lesson.',
  saveScenario: 'Save the scenario (JSON)',
  picture: 'Picture of the stage (SVG, PNG) …',
  film: 'Animation (WebM, GIF) …',
  metrics: 'Save the metrics of the run (JSON)',
  elsewhere: 'Saved where they are chosen',
  captures: 'Captures (pcapng)',
  tables: 'Tables of the metrics (CSV)',
  dump: 'The host’s lspci',
  handout: 'Handouts of lessons (print, PDF)',
  saveTrace: 'Save a trace of the run',
  traceHint:
    'Opens in Perfetto (ui.perfetto.dev): guests, kernel, user space and hardware side by side, arrows along each packet.',
  tracing: 'Writing the trace …',
  cancelTrace: 'Cancel',
  traceCut: (held: string, whole: string) =>
    `The trace holds the first ${held} of ${whole}: more hops than that are not kept, or not computed yet.`,
};
