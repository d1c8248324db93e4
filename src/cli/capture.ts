import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { absenceAt, tapsOf, type Tap } from '../engine/taps/taps';
import type { Run } from '../engine/run';
import { captureOfRun, tapDescription } from '../formats/capture/capture-of-run';
import { captures } from '../i18n/en/captures';
import type { PciNames } from '../shell/command';
import { startHost } from '../shell/host';
import { onlyScenario, untilOf, type Arguments } from './arguments';
import { loadScenario } from './scenario';
import { columns, digits } from './table';
import { UsageError, type Output } from './usage';
import { netNames, runOn } from './whole-run';

const SLICE = 100_000;
const ALL = 'all';
/** Frames of one file, bytes. */
const MAX_BYTES = 512 * 2 ** 20;

/** Writes what a capture at a tap of the run holds, or at all of them; `--taps` lists what there is. */
export function capture(args: Arguments, names: PciNames, output: Output): number {
  const { out, tap, taps } = args;
  if (!taps && tap === null)
    throw new UsageError('capture wants --tap NAME, or --taps to list them');
  if (!taps && out === null) throw new UsageError('capture wants --out FILE.pcapng');
  const scenario = loadScenario(onlyScenario(args), [...args.sets, ...untilOf(args)]);
  const host = startHost(scenario, names, null);
  const run = runOn(host, scenario, names);
  const nameOf = (one: Tap) =>
    one.kind === 'pf' ? (netNames(host)(one.port) ?? one.name) : one.name;
  const known = tapsOf(run.topology);
  if (taps) {
    output.out(listing(run, known, nameOf));
    return 0;
  }
  const chosen = known.filter((one) => tap === ALL || one.name === tap || nameOf(one) === tap);
  if (chosen.length === 0) {
    const found = [...new Set(known.map(nameOf)), ALL].join(', ');
    throw new UsageError(`--tap ${tap ?? ''}: no such tap; taps are ${found}`);
  }
  while (!run.extend(SLICE));
  const asked = { taps: chosen.map(({ name }) => name), from: 0, to: run.end + 1, nameOf };
  const captured = captureOfRun(run, { ...asked, maxBytes: MAX_BYTES });
  if (!save(out ?? '-', captured.bytes, output)) return 1;
  const total = captured.counts.reduce((a, b) => a + b, 0);
  if (total === 0) output.err(`sim: no frame passed ${tap ?? ''}${why(run, chosen)}\n`);
  if (!captured.whole) {
    const [held, whole] = [captured.to, run.end].map((time) => digits(time / 1e9));
    output.err(
      `sim: the capture holds the first ${held ?? ''} ms of ${whole ?? ''} ms: more than ${String(MAX_BYTES / 2 ** 20)} MiB of frames are not written, the rest is left out\n`,
    );
  }
  return 0;
}

function save(out: string, bytes: Uint8Array, output: Output): boolean {
  try {
    if (out === '-') process.stdout.write(bytes);
    else writeFileSync(out, bytes);
    return true;
  } catch (error) {
    output.err(`sim: ${out}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be written'}\n`);
    return false;
  }
}

/** Name, what it is, and for one that no guest's frames pass: why. */
function listing(run: Run, taps: readonly Tap[], nameOf: (tap: Tap) => string): string {
  return columns(taps.map((tap) => [nameOf(tap), `${tapDescription(tap)}${why(run, [tap])}`]));
}

function why({ topology }: Run, taps: readonly Tap[]): string {
  const [tap] = taps;
  if (tap === undefined || taps.length > 1) return '';
  const asked = tap.vm >= 0 ? [tap.vm] : topology.vms.map(({ index }) => index);
  const reasons = asked.map((vm) => absenceAt(topology, tap, vm));
  if (reasons.includes(null)) return '';
  if (reasons.includes('offloaded')) return `. ${captures.absent.offloaded}`;
  const first = reasons.find((reason) => reason !== 'elsewhere') ?? reasons[0];
  return first === null || first === undefined ? '' : `: empty. ${captures.absent[first]}`;
}
