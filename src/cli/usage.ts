/** Bad arguments or input: said in one line on stderr, exit status 2, nothing on stdout. */
export class UsageError extends Error {}

/** Where a command's text goes; `process.stdout` and `process.stderr`, or a test's. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

export const USAGE = `usage: sim run [SCENARIO] [--set KEY=VALUE]... [--until T] [--format table|json]
       sim sweep [SCENARIO] --vary KEY=VALUES... [--set KEY=VALUE]... [--format csv|json]
       sim journey [SCENARIO] --packet N [--set KEY=VALUE]... [--until T] [--format table|json]
                   [--depth os|first|kernel] [--lang en|zh-CN]
       sim exits [SCENARIO] [--set KEY=VALUE]... [--until T]
       sim trace [SCENARIO] --out FILE.json [--set KEY=VALUE]... [--until T]
       sim capture [SCENARIO] --tap NAME|all --out FILE.pcapng [--set KEY=VALUE]... [--until T]
       sim capture [SCENARIO] --taps
       sim shell [SCENARIO] [-c COMMANDS] [--set KEY=VALUE]...
       sim shell --quest SEED[:KIND] [-c COMMANDS]
       sim quest [--seed SEED] [--kind KIND] [--lang en|zh-CN]
       sim quest [--seed SEED] [--kind KIND] --diagnose KIND@PLACE
       sim quest [--seed SEED] [--kind KIND] [-c COMMANDS] [--set KEY=VALUE]...
       sim quiz [--seed SEED] [--count N] [--lessons 4,9 | --kind KIND] [--answers] [--format text|json] [--lang en|zh-CN]
       sim lspci [SCENARIO | --import DUMP] [--set KEY=VALUE]... [-- LSPCI-FLAGS]
       sim costs [SCENARIO] [--set KEY=VALUE]... [--format table|json]
       sim validate [--format table|json]
       sim check FILE [--seeds N]

SCENARIO is a JSON file, a text file with QEMU's command line, - for standard input, quest:SEED[:KIND], or a preset (below).
KEY is a path into the scenario (nic.numVfs); VALUE is JSON or bare text. T is a time as in a scenario (10ms).
FILE is a scenario, a dump or a lesson; what a lesson says is tried with N seeds (20).
A quest is a host with one fault: what its users report, whether a diagnosis is right (PLACE is host, pf0, vf0 or vm0),
whether what was typed or set has mended it; exit status 0 for yes, 1 for no.
A quiz is a sheet of questions whose figures the seed draws; with --answers their answers and worked solutions follow.
VALUES are A,B,C or A..B or A..B:STEP (added) or A..B:xFACTOR (multiplied).
`;

/** What a line of the host's shell printed, to where the host printed it. */
export function print(
  chunks: readonly { readonly stream: 'out' | 'err'; readonly text: string }[],
  output: Output,
): void {
  for (const { stream, text } of chunks) {
    if (stream === 'out') output.out(text);
    else output.err(text);
  }
}

/** `host.txt:12: 3b:00.0: bad-byte zz`. */
export function placeOf(
  file: string,
  issue: {
    readonly line: number;
    readonly bdf: string;
    readonly code: string;
    readonly found: string;
  },
): string {
  const { line, bdf, code, found } = issue;
  const place = line > 0 ? `${file}:${String(line)}` : file;
  const words = [code, found].filter((word) => word !== '').join(' ');
  return bdf === '' ? `${place}: ${words}` : `${place}: ${bdf}: ${words}`;
}
