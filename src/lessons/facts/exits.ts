import { EXIT_CLASSES, EXIT_REASONS, FACT, REGISTERS } from '../../engine/costs/facts';
import type { Window } from '../../engine/run-window';
import type { Picos } from '../../engine/units';

export interface ExitRow {
  readonly start: Picos;
  /** When the guest runs again; the end of time where it does not in what is computed. */
  readonly end: Picos;
  readonly reason: string;
  readonly cls: string;
  /** The device register whose access left the guest; null where none did. */
  readonly register: string | null;
}

const IDLE = 16;
const TRAPPED = 2;

const kept = new WeakMap<Window, Map<number, readonly ExitRow[]>>();

/** The exits of a guest that I/O caused, in their order; those of idling are left out. */
export function exitsOf(window: Window, vm: number): readonly ExitRow[] {
  const byGuest = kept.get(window) ?? new Map<number, readonly ExitRow[]>();
  kept.set(window, byGuest);
  const known = byGuest.get(vm);
  if (known !== undefined) return known;
  const rows = readExits(window, vm);
  byGuest.set(vm, rows);
  return rows;
}

function readExits({ facts }: Window, vm: number): readonly ExitRow[] {
  const rows: ExitRow[] = [];
  let open: { start: Picos; reason: number; cls: number } | null = null;
  let register: string | null = null;
  for (let i = 0; i < facts.count; i++) {
    if (facts.vm[i] !== vm) continue;
    const [kind, time, a, b, c] = [facts.kind, facts.time, facts.a, facts.b, facts.c].map(
      (column) => column[i] ?? 0,
    ) as [number, number, number, number, number];
    if (kind === FACT['vm-exit']) {
      open = { start: time, reason: a, cls: b };
      register = REGISTERS[c]?.name ?? null;
    } else if (kind === FACT['register'] && open !== null && (c & TRAPPED) !== 0) {
      register ??= REGISTERS[a]?.name ?? null;
    } else if (kind === FACT['vm-entry'] && open !== null) {
      if (open.cls < IDLE) rows.push(row(open, time, register));
      open = null;
    }
  }
  if (open !== null && open.cls < IDLE) rows.push(row(open, Infinity, register));
  return rows;
}

function row(
  { start, reason, cls }: { readonly start: Picos; readonly reason: number; readonly cls: number },
  end: Picos,
  register: string | null,
): ExitRow {
  const names: Readonly<Record<number, string>> = EXIT_REASONS;
  return {
    start,
    end,
    reason: names[reason] ?? String(reason),
    cls: EXIT_CLASSES[cls % IDLE] ?? '',
    register,
  };
}
