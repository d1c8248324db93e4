import type { Output } from './usage';

const WIDTH = 30;

/** One line that is written over again and again; on a terminal only, a file or pipe gets nothing. */
export function progressBar(output: Output, onTerminal: boolean) {
  const started = Date.now();
  let shown = false;
  return {
    show: (done: number, all: number) => {
      if (!onTerminal || all === 0) return;
      shown = true;
      const full = Math.round((done / all) * WIDTH);
      const seconds = ((Date.now() - started) / 1000) * (all / Math.max(1, done) - 1);
      const bar = `${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}`;
      output.err(
        `\r[${bar}] ${String(done)} of ${String(all)}, ${seconds.toFixed(0)} s left\u001B[K`,
      );
    },
    clear: () => {
      if (shown) output.err('\r\u001B[K');
      shown = false;
    },
  };
}
