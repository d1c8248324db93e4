/** Words of the menu of files. */
export const fileMenu = {
  label: 'Files: open, save',
  open: 'Open a file …',
  openHint: 'A scenario (JSON), a capture (pcap, pcapng) or the output of lspci.',
  saveScenario: 'Save the scenario (JSON)',
  saveTrace: 'Save a trace of the run',
  traceHint:
    'Opens in Perfetto (ui.perfetto.dev): guests, kernel, user space and hardware side by side, arrows along each packet.',
  tracing: 'Writing the trace …',
  cancelTrace: 'Cancel',
  traceCut: (held: string, whole: string) =>
    `The trace holds the first ${held} of ${whole}: more hops than that are not kept, or not computed yet.`,
};
