import { journeyOf } from '../engine/tell/journey';
import type { Journey, JourneyRow } from '../engine/tell/rows';
import type { Topology } from '../engine/topology';
import { loadMessages, type Messages } from '../i18n';
import { placeName } from '../i18n/place-name';
import { rowSentence, type Depth } from '../i18n/telling';
import type { PciNames } from '../shell/command';
import { formatOf, oneOf, type Arguments } from './arguments';
import { wholeRunOf } from './run';
import { columns } from './table';
import { UsageError, type Output } from './usage';

interface Telling {
  readonly messages: Messages;
  readonly topology: Topology;
  readonly journey: Journey;
  readonly depth: Depth;
}

/** Every hop of one packet: when, where, what happened, what it cost and what it follows from. */
export async function journey(args: Arguments, names: PciNames, output: Output): Promise<number> {
  const format = formatOf(args, ['table', 'json']);
  const depth = oneOf('depth', args.depth, ['os', 'first', 'kernel']);
  const lang = oneOf('lang', args.lang, ['en', 'zh-CN', 'zh']);
  const packet = packetOf(args);
  const run = wholeRunOf(args, names);
  const told = journeyOf(run, packet);
  if (told.rows.length === 0) {
    const { sent, replicated } = run.metrics().packets;
    const all = sent + replicated;
    const there = all === 0 ? 'the run has none' : `the run has ${String(all)}, counted from 1`;
    output.err(`sim: no packet ${String(packet)}: ${there}\n`);
    return 1;
  }
  const messages = await loadMessages(lang === 'en' ? 'en' : 'zh-CN');
  const telling = { messages, topology: run.topology, journey: told, depth };
  output.out(format === 'json' ? `${JSON.stringify(asJson(telling), null, 2)}\n` : table(telling));
  return 0;
}

function packetOf({ packet }: Arguments): number {
  if (packet === null) throw new UsageError('journey: --packet N is wanted');
  if (!/^[1-9]\d{0,8}$/u.test(packet))
    throw new UsageError(`--packet ${packet}: a packet's number, from 1`);
  return Number(packet);
}

/** Microseconds, exact to the nanosecond. */
const micros = (ps: number) => (ps / 1e6).toFixed(3);

/** The sentence stands last: letters of other scripts are wider than one column. */
function table(telling: Telling): string {
  const { messages, topology, journey: told } = telling;
  const m = messages.journey.table;
  const where = told.vm < 0 ? '' : ` (${topology.vms[told.vm]?.name ?? ''})`;
  const lines = told.rows.map((row, i) => [
    String(i),
    micros(row.at),
    row.kind === 'fact' ? '' : micros(row.end - row.at),
    row.packet === 0 ? '' : `#${String(row.packet)}`,
    row.kind === 'hop' && row.exit !== null && row.exit.at === row.at && row.glyph === 'exit'
      ? [row.exit.reason, row.exit.cls, row.exit.register].filter((word) => word !== '').join(' ')
      : '',
    row.kind === 'hop' && row.copied > 0 ? `${String(row.copied)} B` : '',
    row.root ?? `< ${String(row.cause)}`,
    `${ends(telling, row)}${rowSentence(messages, topology, row, told.vm, telling.depth)}`,
  ]);
  return [
    `${messages.shell.inspector.packet(told.packet)}${where}\n\n`,
    columns(
      [[m.row, m.at, m.lasts, m.packet, m.exit, m.copied, m.cause, m.what], ...lines],
      [0, 1, 2],
    ),
    told.capped ? `\n${messages.shell.inspector.capped(String(told.rows.length))}\n` : '',
  ].join('');
}

/** `driver of VM0 → KVM: `. */
function ends({ messages, topology }: Telling, row: JourneyRow): string {
  if (row.kind === 'fact') return '';
  const place = (index: number) => placeName(messages.stage, topology, index);
  const [from, to] = [place(row.from), place(row.to)];
  return from === to ? `${to}: ` : `${from} → ${to}: `;
}

function asJson(telling: Telling) {
  const { messages, topology, journey: told, depth } = telling;
  const place = (index: number) => placeName(messages.stage, topology, index);
  const vmOf = (vm: number) => topology.vms[vm]?.name ?? null;
  return {
    packet: told.packet,
    vm: vmOf(told.vm),
    path: topology.vms[told.vm]?.path ?? null,
    bytes: told.bytes,
    fromNs: told.from / 1e3,
    toNs: told.to / 1e3,
    capped: told.capped,
    rows: told.rows.map((row, index) => ({
      index,
      atNs: row.at / 1e3,
      durationNs: (row.end - row.at) / 1e3,
      own: row.own,
      packet: row.packet === 0 ? null : row.packet,
      vm: vmOf(row.vm),
      ...(row.kind === 'hop'
        ? {
            step: row.step,
            from: place(row.from),
            to: place(row.to),
            thread: row.thread < 0 ? null : row.thread,
            exit:
              row.exit === null ? null : { ...row.exit, at: undefined, atNs: row.exit.at / 1e3 },
            register: row.register === '' ? null : row.register,
            copiedBytes: row.copied,
            iotlb: row.lookups,
            charges: row.charges.map(({ due, ps, times }) => ({ due, ns: ps / 1e3, times })),
          }
        : { fact: row.fact, dropped: row.dropped, suppressed: row.suppressed }),
      what: rowSentence(messages, topology, row, told.vm, depth),
      cause: row.cause < 0 ? null : row.cause,
      link: row.link,
      root: row.root,
      also: row.also < 0 ? null : row.also,
      heldBack: row.held === null ? null : { by: row.held.by, row: row.held.row },
    })),
  };
}
