import { FACT_KINDS, REGISTERS, STEP_IDS, SUPPRESSIONS } from '../../store/vocabulary';
import { EXIT_CLASSES, EXIT_REASONS } from '../../store/vocabulary';
import type { Behind, ExitReason, PacketTrace, Picos, Topology } from '../../store/vocabulary';
import { formatBytes, formatPicos } from '../../i18n/format';
import type { Messages } from '../../i18n';
import { deviceName, guestAt, placeName } from '../../i18n/place-name';

export interface EventRow {
  readonly at: Picos;
  readonly text: string;
  readonly isExit: boolean;
}

/**
 * The events behind a difference in words, in order of time. Where hops and facts tell of the same events, the hops
 * do: they name the places.
 */
export function eventRows(
  messages: Messages,
  topology: Topology,
  trace: PacketTrace,
  { hops, facts }: Behind,
): readonly EventRow[] {
  const alike = hops.length === facts.length && hops.length > 0 && !isEnds(trace, hops, facts);
  const told = facts.length === 0 || alike || isEnds(trace, hops, facts) ? hops : [];
  const rows = [
    ...told.map((row) => hopRow(messages, topology, trace, row)),
    ...(alike ? [] : facts.map((row) => factRow(messages, trace, row))),
  ];
  return rows.toSorted((a, b) => a.at - b.at);
}

const CLASS_BITS = 3;
const PLAIN = [
  'thread-wake',
  'context-switch',
  'irq-raised',
  'irq-host',
  'irq-injected',
  'irq-posted',
  'iotlb-hit',
  'iotlb-miss',
] as const;

/** One hop and one fact at different moments: the two ends of a time, no event told twice. */
function isEnds(
  { hops, facts }: PacketTrace,
  hopRows: readonly number[],
  factRows: readonly number[],
): boolean {
  const [hop, fact] = [hopRows[0], factRows[0]];
  if (hopRows.length !== 1 || factRows.length !== 1 || hop === undefined || fact === undefined) {
    return false;
  }
  const t = facts.time[fact] as number;
  return t < (hops.start[hop] as number) || t > (hops.end[hop] as number);
}

function hopRow(
  { stage, steps }: Messages,
  topology: Topology,
  { hops, vm: owner }: PacketTrace,
  row: number,
): EventRow {
  const id = STEP_IDS[hops.step[row] as number] ?? 'queued';
  const [from, to] = [hops.from[row] as number, hops.to[row] as number];
  const behalf = hops.vm[row] as number;
  const vm = guestAt(topology, from, to, behalf < 0 ? owner : behalf);
  const text = steps[id]({
    guest: stage.guest(vm),
    register: '',
    reason: '',
    device: deviceName(stage, topology, from, to, vm),
    from: placeName(stage, topology, from),
    to: placeName(stage, topology, to),
  });
  return { at: hops.start[row] as number, text, isExit: false };
}

function factRow({ shell, compare }: Messages, { facts }: PacketTrace, row: number): EventRow {
  const kind = FACT_KINDS[facts.kind[row] as number];
  const [a, b] = [facts.a[row] as number, facts.b[row] as number];
  const m = compare.events;
  const said = (text: string): EventRow => ({
    at: facts.time[row] as number,
    text,
    isExit: kind === 'vm-exit',
  });
  if (kind === 'vm-exit') {
    const register = REGISTERS[facts.c[row] as number]?.name ?? '';
    const weight = shell.events.weights[EXIT_CLASSES[b & CLASS_BITS] ?? 'L'];
    return said(shell.events.exit(EXIT_REASONS[a as ExitReason], weight, register));
  }
  if (kind === 'copy') return said(m.copy(formatBytes(a)));
  if (kind === 'register') return said(m.register(REGISTERS[a]?.name ?? ''));
  if (kind === 'irq-suppressed') {
    return said(shell.events.suppressed[SUPPRESSIONS[a] ?? 'merged']);
  }
  if (kind === 'sent') return said(shell.events.sent(formatBytes(a)));
  if (kind === 'delivered') return said(shell.events.delivered(formatPicos(a * 1e3)));
  const plain = PLAIN.find((each) => each === kind);
  return said(plain === undefined ? '' : m[plain]);
}
