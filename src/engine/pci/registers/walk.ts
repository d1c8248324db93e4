import { capabilityTable, extendedTable, headerTable } from './index';
import type { PlacedTable, RegisterTable } from './register';

/** A capability as the lists name it; `table` is undefined where nobody here knows that ID. */
export interface FoundCapability {
  readonly kind: 'capability' | 'extended';
  readonly at: number;
  readonly capId: number;
  /** Of an extended one, else 0. */
  readonly version: number;
  readonly table: RegisterTable | undefined;
}

/** What is wrong with a list. */
export interface WalkProblem {
  readonly kind: 'loop' | 'out-of-range' | 'cut-off' | 'unknown-header';
  /** Where the bad pointer leads to. */
  readonly at: number;
}

export interface Walked {
  readonly header: RegisterTable | undefined;
  readonly capabilities: readonly FoundCapability[];
  readonly problems: readonly WalkProblem[];
}

/** Little-endian; all ones beyond the end. */
export function readAt(bytes: Uint8Array, offset: number, width: 1 | 2 | 4): number {
  let value = 0;
  for (let i = width - 1; i >= 0; i--) value = value * 256 + (bytes[offset + i] ?? 0xff);
  return value;
}

/**
 * Header and capability lists of any function's raw bytes, 64 to 4096 of them, read as lspci reads them. Never
 * fails: a loop, a pointer into the header or past the end ends that list and is reported.
 */
export function walk(bytes: Uint8Array): Walked {
  const read = (offset: number, width: 1 | 2 | 4) => readAt(bytes, offset, width);
  const header = headerTable(read);
  const capabilities: FoundCapability[] = [];
  const problems: WalkProblem[] = [];
  if (header === undefined) problems.push({ kind: 'unknown-header', at: 0x0e });
  const hasList = bytes.length >= 0x40 && (read(0x06, 2) & 0x10) !== 0 && read(0x06, 2) !== 0xffff;
  if (hasList && header !== undefined) {
    const seen = new Set<number>();
    for (let at = read(0x34, 1) & ~3; at !== 0; at = read(at + 1, 1) & ~3) {
      if (at < 0x40) {
        problems.push({ kind: 'out-of-range', at });
        break;
      }
      if (at + 2 > bytes.length) {
        problems.push({ kind: 'cut-off', at });
        break;
      }
      if (seen.has(at)) {
        problems.push({ kind: 'loop', at });
        break;
      }
      seen.add(at);
      const capId = read(at, 1);
      if (capId === 0xff) break;
      capabilities.push({
        kind: 'capability',
        at,
        capId,
        version: 0,
        table: capabilityTable(read, at),
      });
    }
  }
  if (bytes.length > 0x100) walkExtended(bytes, capabilities, problems);
  return { header, capabilities, problems };
}

function walkExtended(
  bytes: Uint8Array,
  capabilities: FoundCapability[],
  problems: WalkProblem[],
): void {
  const read = (offset: number, width: 1 | 2 | 4) => readAt(bytes, offset, width);
  const pcie = capabilities.find(({ table }) => table?.id === 'pcie')?.table;
  const seen = new Set<number>();
  for (let at = 0x100; at !== 0;) {
    if (at < 0x100) {
      problems.push({ kind: 'out-of-range', at });
      return;
    }
    if (at + 4 > bytes.length) {
      problems.push({ kind: 'cut-off', at });
      return;
    }
    if (seen.has(at)) {
      problems.push({ kind: 'loop', at });
      return;
    }
    seen.add(at);
    const header = read(at, 4);
    if (header === 0 || header === 0xffffffff) return;
    capabilities.push({
      kind: 'extended',
      at,
      capId: header & 0xffff,
      version: (header >>> 16) & 0xf,
      table: extendedTable(read, at, pcie),
    });
    at = (header >>> 20) & ~3;
  }
}

/** What is known of the bytes: header and capabilities that have a table. */
export function placedTables({ header, capabilities }: Walked): readonly PlacedTable[] {
  return [
    ...(header === undefined ? [] : [{ table: header, at: 0 }]),
    ...capabilities.flatMap(({ table, at }) => (table === undefined ? [] : [{ table, at }])),
  ];
}
