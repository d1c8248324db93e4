import { hex } from '../formats/lspci/text';
import { readDump } from '../formats/lspci/read-dump';
import type { PciNames } from '../shell/command';
import { startHost, type SimulatedHost } from '../shell/host';
import { onlyScenario, type Arguments } from './arguments';
import { loadScenario, readText } from './scenario';
import { placeOf, print, UsageError, type Output } from './usage';

const DUMP = '/tmp/dump';

/** The host's `lspci`, or `lspci -F` of a dump; what follows `--` are its flags. */
export function lspci(args: Arguments, names: PciNames, output: Output): number {
  const file = onlyScenario(args);
  if (file !== null && args.dump !== null) {
    throw new UsageError('a SCENARIO or --import DUMP, not both');
  }
  const host = startHost(loadScenario(file, args.sets), names, null);
  const source = args.dump === null ? [] : ['-F', DUMP];
  if (args.dump !== null) put(host, readable(args.dump, output));
  const line = ['lspci', ...source, ...args.flags].map(quoted).join(' ');
  const { chunks, status } = host.shell.run(line, null);
  print(chunks, output);
  return status;
}

/** The dump as `lspci -F` takes it: what it would choke on is left out and said. */
function readable(file: string, output: Output): string {
  const { functions, issues } = readDump(readText(file));
  const places = issues.map((issue) => `${placeOf(file, issue)}\n`);
  if (functions.length === 0) {
    throw new UsageError(places[0]?.trimEnd() ?? `${file}: no functions`);
  }
  for (const [index, place] of places.entries()) {
    // lspci prints any host, SR-IOV or not, in whatever order its functions stood.
    const { code } = issues[index] ?? {};
    if (code !== 'no-sriov' && code !== 'out-of-order') output.err(`sim: ${place}`);
  }
  return functions
    .map(({ seen }) => {
      const { domain, bus, device, fn, config } = seen;
      const bdf = `${hex(domain, 4)}:${hex(bus, 2)}:${hex(device, 2)}.${String(fn)}`;
      return `${bdf} \n${rows(config)}\n`;
    })
    .join('');
}

function rows(config: Uint8Array): string {
  let text = '';
  for (let at = 0; at < config.length; at += 16) {
    const bytes = [...config.subarray(at, at + 16)].map((byte) => hex(byte, 2));
    text += `${hex(at, 2)}: ${bytes.join(' ')}\n`;
  }
  return text;
}

function put({ kernel }: SimulatedHost, text: string): void {
  const tmp = kernel.root.get('tmp');
  const file = tmp?.type === 'dir' ? tmp.create?.('dump') : undefined;
  if (file?.write === undefined) throw new Error(`${DUMP} cannot be made`);
  file.write(text, false);
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
