/** One command of a transcript and what it printed. */
export interface Turn {
  readonly command: string;
  readonly output: readonly string[];
  /** Line of the file, from 1. */
  readonly line: number;
}

/** Splits a transcript at its `# command` lines. What stands before the first is no answer to anything. */
export function turnsOf(text: string): Turn[] {
  const turns: { command: string; output: string[]; line: number }[] = [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    const command = /^# (.*)$/u.exec(line)?.[1];
    if (command !== undefined) turns.push({ command, output: [], line: index + 1 });
    else turns.at(-1)?.output.push(line);
  }
  // The captured shell says so when its script ends.
  const last = turns.at(-1);
  if (last?.output.at(-1) === 'exit') last.output.pop();
  return turns;
}

/** Kernel traces have addresses and register contents; their first line is compared, the rest is not. */
const TRACE =
  /^\[T\] (?:CPU: |Hardware name: |Call Trace:| <\/?TASK>| +\? | +\S+\+0x|(?:RIP|Code|RSP|FS|CS|CR2|DR0|DR3|PKRU): |R[A-Z0-9]{2}: |Modules linked|Tainted|-+\[ (?:cut here|end trace))/u;
/** The machine was emulated on a busy host, and its clock noticed. */
const CLOCK = /^\[T\] clocksource: /u;
/** Where the kernel lies in memory is decided anew at each boot. */
const KASLR = / : Kernel (?:code|rodata|data|bss)$/u;
const RANDOM_MAC = /\b(?!52:54:00|ff:ff:ff|00:00:00|01:00:5e)[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b/gu;

/**
 * What is compared of an answer. Left out are, and only these: time stamps of dmesg, dates of `ls -l`, random MAC
 * addresses, kernel traces after their first line and the process they name, where the kernel's own sections lie in
 * memory, counters of /proc/interrupts, and complaints of the clock about the busy machine it was captured on.
 */
export function comparable(command: string, output: readonly string[]): string[] {
  const lines = output
    .map((line) => line.replace(/^\[ *\d+\.\d{6}\] /u, '[T] '))
    .map((line) => line.replaceAll(RANDOM_MAC, 'MAC'))
    .map((line) => line.replace(/\b[A-Z][a-z]{2} [ \d]\d \d\d:\d\d\b/u, 'DATE'))
    .map((line) => (command.includes('/proc/interrupts') ? counted(line) : line))
    .map((line) => line.replace(/\bPID: \d+/u, 'PID: N'))
    .filter((line) => !TRACE.test(line) && !KASLR.test(line) && !CLOCK.test(line));
  // NVMe controllers probe in parallel: the order of their lines is chance.
  const parallel = lines.filter((line) => /\bnvme nvme\d/u.test(line)).length > 1;
  return parallel ? lines.toSorted() : lines;
}

function counted(line: string): string {
  return line.replace(/^( *\w+:) +\d+ +/u, '$1 N ');
}
