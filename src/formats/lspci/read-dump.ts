import type { SeenFunction } from '../../engine/linux/pci-view';
import { walk } from '../../engine/pci/registers/walk';
import type { DumpNotes } from './dump-notes';
import { idsInHead, noNotes, noteLine } from './dump-notes';
import { readRow } from './hex-row';
import { BAR_COUNT, describeFunction, peek, slotName } from './function-info';

/** Something odd in a dump, or missing in it. */
export interface DumpIssue {
  readonly code:
    | 'no-devices'
    | 'short-64'
    | 'short-256'
    | 'truncated-line'
    | 'duplicate-function'
    | 'out-of-order'
    | 'capability-loop'
    | 'capability-outside'
    | 'absurd-bar'
    | 'bad-byte'
    | 'too-large'
    | 'no-sriov';
  /** From 1; 0 = the whole text. */
  readonly line: number;
  /** The function concerned, as printed, or ''. */
  readonly bdf: string;
  /** What was found, shortened. */
  readonly found: string;
}

export interface DumpFunction {
  readonly seen: SeenFunction;
  /** Where its head stands. */
  readonly line: number;
  readonly notes: DumpNotes;
}

export interface ReadDump {
  /** In the order of lspci, each place once. */
  readonly functions: readonly DumpFunction[];
  readonly issues: readonly DumpIssue[];
}

const MOST_CHARACTERS = 256 * 1024 * 1024;
const MOST_FUNCTIONS = 65536;
const MOST_ISSUES = 200;
/** What lies behind is no line of lspci's. */
const MOST_OF_LINE = 2000;
const SPACE = 4096;

const HEAD = /^\s*(?:([0-9a-f]{4,8}):)?([0-9a-f]{2}):([01][0-9a-f])\.([0-7])(?: |\t|$)/i;
const BYTES = /^\s*([0-9a-f]{2,3}):[ \t]+(.*)/is;

interface Growing {
  readonly place: Omit<SeenFunction, 'config' | 'kernel'>;
  readonly line: number;
  readonly notes: DumpNotes;
  readonly bytes: Uint8Array;
  /** Bytes up to the last one that is there. */
  length: number;
  /** Where the next row may begin. */
  expected: number;
}

/** Reads what `lspci -x` to `-vvvxxxx` printed, however it was treated since. Never throws, takes linear time. */
export function readDump(text: string): ReadDump {
  return new DumpReader().read(text);
}

class DumpReader {
  private readonly issues: DumpIssue[] = [];
  private readonly found = new Map<number, Growing>();
  private open: Growing | null = null;
  private number = 0;
  private last = -1;
  private disordered = false;
  private full = false;
  private readonly scratch = new Uint8Array(SPACE);

  read(text: string): ReadDump {
    const end = Math.min(text.length, MOST_CHARACTERS);
    if (end < text.length) this.issue('too-large', `${String(text.length)}`, 0);
    for (let at = 0; at < end && !this.full;) {
      const next = text.indexOf('\n', at);
      const to = next < 0 ? end : next;
      this.number++;
      this.line(text.slice(at, Math.min(to, at + MOST_OF_LINE)));
      at = to + 1;
    }
    this.close();
    const functions = this.finish();
    if (functions.length === 0) this.issue('no-devices', '', 0);
    else this.judge(functions);
    return { functions, issues: this.issues };
  }

  private issue(code: DumpIssue['code'], found: string, line = this.number, bdf = ''): void {
    if (this.issues.length >= MOST_ISSUES) return;
    this.issues.push({ code, line, bdf: bdf || this.bdf(), found: found.slice(0, 60) });
  }

  private bdf(): string {
    return this.open === null ? '' : slotName(this.open.place, this.open.place.domain !== 0);
  }

  private line(raw: string): void {
    const line = raw.replace(/^\ufeff/, '').trimEnd();
    const head = HEAD.exec(line);
    if (head !== null) this.head(head, line);
    else if (line === '') this.close();
    else if (this.open !== null) {
      const row = BYTES.exec(line);
      if (row !== null) this.row(this.open, parseInt(row[1] ?? '', 16), row[2] ?? '');
      else noteLine(this.open.notes, line);
    }
  }

  private head(parts: RegExpExecArray, line: string): void {
    this.close();
    const [domain = 0, bus = 0, device = 0, fn = 0] = parts
      .slice(1, 5)
      .map((part) => parseInt(part ?? '0', 16));
    const notes = noNotes();
    notes.ids = idsInHead(line);
    this.scratch.fill(0xff);
    const place = { domain, bus, device, fn };
    this.open = { place, line: this.number, notes, bytes: this.scratch, length: 0, expected: 0 };
  }

  private row(open: Growing, at: number, text: string): void {
    if (at >= SPACE) {
      this.issue('bad-byte', at.toString(16));
      return;
    }
    if (at > open.expected) this.issue('out-of-order', `${at.toString(16)}:`);
    const { count, bad } = readRow(text, open.bytes, at);
    const to = at + count;
    if (bad !== '') this.issue('bad-byte', bad);
    else if (count % 16 !== 0) {
      this.issue('truncated-line', text);
      // What is missing is missed once.
      open.expected = Math.max(open.expected, at + 16);
    }
    // Rows are kept in any order; a hole reads as ones.
    open.length = Math.max(open.length, to);
    open.expected = Math.max(open.expected, to);
  }

  /** The function is complete: keep it, or the longer one of two. */
  private close(): void {
    const { open } = this;
    this.open = null;
    if (open === null) return;
    const { domain, bus, device, fn } = open.place;
    const key = domain * 65536 + (bus << 8) + (device << 3) + fn;
    const bdf = slotName(open.place, domain !== 0);
    const known = this.found.get(key);
    const kept = { ...open, bytes: open.bytes.slice(0, usable(open.length)) };
    if (known !== undefined) this.issue('duplicate-function', bdf, open.line, bdf);
    else if (this.found.size >= MOST_FUNCTIONS) {
      this.issue('too-large', String(MOST_FUNCTIONS), open.line, bdf);
      this.full = true;
      return;
    }
    if (known === undefined || kept.bytes.length > known.bytes.length) this.found.set(key, kept);
    if (key < this.last && !this.disordered) {
      this.disordered = true;
      this.issue('out-of-order', bdf, open.line, bdf);
    }
    this.last = key;
  }

  private finish(): DumpFunction[] {
    return [...this.found]
      .toSorted(([a], [b]) => a - b)
      .filter(([, { bytes }]) => bytes.length >= 64)
      .map(([, { place, bytes, line, notes }]) => ({
        seen: { ...place, config: bytes, kernel: null },
        line,
        notes,
      }));
  }

  private judge(functions: readonly DumpFunction[]): void {
    let sriov = false;
    for (const { seen, line, notes } of functions) {
      const bdf = slotName(seen, seen.domain !== 0);
      const { capabilities, problems } = walk(seen.config);
      for (const { kind, at } of problems) {
        const code = kind === 'loop' ? 'capability-loop' : 'capability-outside';
        if (kind !== 'cut-off') this.issue(code, at.toString(16), line, bdf);
      }
      sriov ||= capabilities.some(({ kind, capId }) => kind === 'extended' && capId === 0x10);
      const listed = (peek(seen.config, 6, 2) & 0x10) !== 0;
      const express = capabilities.some(({ kind, capId }) => kind !== 'extended' && capId === 0x10);
      if (listed && seen.config.length < 256) this.issue('short-64', '64', line, bdf);
      else if (express && seen.config.length < SPACE) this.issue('short-256', '256', line, bdf);
      const odd = oddBar(seen, notes);
      if (odd !== '') this.issue('absurd-bar', odd, line, bdf);
    }
    if (!sriov) this.issue('no-sriov', '', 0);
  }
}

/** A dump ends where lspci's do: 64, 128, 256 or 4096 bytes; what was cut off in between does not count. */
function usable(length: number): number {
  if (length >= SPACE) return SPACE;
  if (length >= 256) return 256;
  if (length >= 128) return 128;
  return length >= 64 ? 64 : 0;
}

/** The first BAR that no device can have, or ''. */
function oddBar(seen: SeenFunction, notes: DumpNotes): string {
  const count = BAR_COUNT[describeFunction(seen, true).header];
  for (let i = 0; i < count; i++) {
    const register = peek(seen.config, 0x10 + 4 * i, 4);
    if (register === 0 || register === 0xffffffff || (register & 1) === 1) continue;
    const type = (register >> 1) & 3;
    if (type === 3 || (type === 2 && i === count - 1))
      return `BAR ${String(i)}: ${register.toString(16)}`;
    if (type === 2) i++;
  }
  const sized = notes.regions.find(({ size }) => size !== null && !isPowerOfTwo(size));
  return sized === undefined ? '' : `BAR ${String(sized.index)}: ${String(sized.size)}`;
}

function isPowerOfTwo(size: number): boolean {
  return size > 0 && Number.isInteger(Math.log2(size));
}
