// Trace Event Format, JSON object format
// (https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU), as far as it is written here.

interface Common {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, with at most three decimals: readers keep nanoseconds. */
  readonly ts: number;
}

/** A complete event: a slice of a thread. Slices of one thread nest or follow each other. */
export interface Complete extends Common {
  readonly ph: 'X';
  readonly cat: string;
  readonly dur: number;
  readonly args: Readonly<Record<string, string | number>>;
}

/** What may overlap others of its kind: begin and end are matched by `cat` and `id`. */
export interface Async extends Common {
  readonly ph: 'b' | 'e';
  readonly cat: string;
  readonly id: string;
  readonly args?: Readonly<Record<string, string | number>>;
}

/** An arrow from slice to slice: start, step, end. Each belongs to the slice that encloses it; `bp` says so at the end. */
export interface Flow extends Common {
  readonly ph: 's' | 't' | 'f';
  readonly cat: string;
  readonly id: number;
  readonly bp?: 'e';
}

/** A moment on a thread. */
export interface Instant extends Common {
  readonly ph: 'i';
  readonly cat: string;
  readonly s: 't';
  readonly args: Readonly<Record<string, string | number>>;
}

/** Values of a counter of the process from `ts` on. */
export interface Counter extends Common {
  readonly ph: 'C';
  readonly args: Readonly<Record<string, number>>;
}

/** Names and order of processes and threads. */
export interface Metadata extends Omit<Common, 'ts'> {
  readonly ph: 'M';
  readonly name: 'process_name' | 'process_sort_index' | 'thread_name' | 'thread_sort_index';
  readonly args: { readonly name: string } | { readonly sort_index: number };
}

export type Timed = Complete | Async | Flow | Instant | Counter;
export type TraceEvent = Timed | Metadata;

export interface ChromeTrace {
  readonly displayTimeUnit: 'ns';
  readonly otherData: Readonly<Record<string, unknown>>;
  readonly traceEvents: readonly TraceEvent[];
}

/** Events that are written down in one step. */
const EVENTS = 10_000;

/** One event a line, so that a trace can be read, searched and compared as text; each step tells the share that is done. */
export function* textSteps(trace: ChromeTrace): Generator<number, string> {
  const { traceEvents, displayTimeUnit, otherData } = trace;
  const head = `{"displayTimeUnit":${JSON.stringify(displayTimeUnit)},"otherData":${JSON.stringify(otherData)},"traceEvents":[\n`;
  const parts: string[] = [];
  for (let i = 0; i < traceEvents.length; i += EVENTS) {
    const some = traceEvents.slice(i, i + EVENTS);
    parts.push(some.map((event) => JSON.stringify(event)).join(',\n'));
    yield i / traceEvents.length;
  }
  return `${head}${parts.join(',\n')}\n]}\n`;
}
