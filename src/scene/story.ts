import { isFunction, STEP_IDS, type StepId } from '../store/vocabulary';
import { endOfBegun, firstActive } from './active';
import type { Picos } from '../engine/units';
import type { Messages } from '../i18n';
import type { StepWords } from '../i18n/en/steps';
import type { Earlier } from './earlier-exits';
import type { StageLabels } from './labels';
import type { StageLayout } from './layout/stage-layout';
import { aboutText, type Shot } from './scene';
import { LAST_CARRIER, MARK, MARKS, REASON_BASE } from './timeline';

/** What words need: the picture, what happens in it, and the language. */
export interface Teller {
  readonly layout: StageLayout;
  readonly shot: Shot;
  readonly labels: StageLabels;
  readonly messages: Messages;
}

function activeRows({ timeline: t }: Shot, cursor: Picos): number[] {
  const rows: number[] = [];
  const end = endOfBegun(t, cursor);
  for (let row = firstActive(t, cursor); row < end; row += 1) {
    if ((t.end[row] as number) > cursor) rows.push(row);
  }
  return rows;
}

/** The row to put into words: what the followed packet, else its guest, else anybody began last; -1 for nothing. */
export function currentRow(shot: Shot, cursor: Picos, followed: number): number {
  const { timeline: t } = shot;
  const vm = shot.ownerOfPacket.get(followed);
  let best = -1;
  let bestRank = -1;
  for (const row of activeRows(shot, cursor)) {
    const mark = t.mark[row] as number;
    if (mark === MARK.rest || mark === MARK.ghost || t.idle[row] === 1) continue;
    const own = followed !== 0 && t.packet[row] === followed;
    const waits = MARKS[mark] === 'wait';
    const rank = own ? (waits ? 2 : 4) : t.vm[row] === vm ? (waits ? 1 : 3) : 0;
    if (rank >= bestRank) {
      bestRank = rank;
      best = row;
    }
  }
  return best;
}

/** The latest move of a packet that lies still now, the followed one first; -1 where none does. */
export function restingRow(shot: Shot, cursor: Picos, followed: number): number {
  const { timeline: t } = shot;
  const resting = activeRows(shot, cursor).filter((row) => t.mark[row] === MARK.rest);
  const chosen = resting.find((row) => t.packet[row] === followed) ?? resting[0];
  if (chosen === undefined) return -1;
  for (let row = endOfBegun(t, cursor) - 1; row >= 0; row -= 1) {
    const mark = t.mark[row] as number;
    if (t.packet[row] === t.packet[chosen] && mark !== MARK.rest && mark !== MARK.ghost) return row;
  }
  return -1;
}

/** What a guest does that has nothing to do, or -1: worth a sentence only where nothing else happens. */
export function idleRow(shot: Shot, cursor: Picos): number {
  return activeRows(shot, cursor).findLast((row) => shot.timeline.idle[row] === 1) ?? -1;
}

/** One sentence about a row. */
export function sentenceOf(teller: Teller, row: number): string {
  const { timeline: t } = teller.shot;
  const id: StepId | undefined = STEP_IDS[t.step[row] as number];
  return id === undefined ? '' : teller.messages.steps[id](wordsOf(teller, row));
}

/** The guest at whose place or function it happens, which need not be the packet's. */
function guestAt(
  { places, ownerOf }: StageLayout,
  from: number,
  to: number,
  otherwise: number,
): number {
  const own = [to, from].map((index) => Math.max(places[index]?.vm ?? -1, ownerOf[index] ?? -1));
  return own.find((vm) => vm >= 0) ?? otherwise;
}

function wordsOf({ layout, shot, labels }: Teller, row: number): StepWords {
  const { timeline: t } = shot;
  const name = (index: number) => {
    const place = layout.places[index];
    return place === undefined ? '' : labels.fullName(place);
  };
  const from = t.from_[row] as number;
  const to = t.to_[row] as number;
  const vm = guestAt(layout, from, to, t.vm[row] as number);
  const about = t.about[row] as number;
  const isDevice = (index: number) => isFunction(layout.places[index]?.kind ?? 'app');
  return {
    guest: vm >= 0 ? labels.stage.guest(vm) : labels.stage.inFlight.host,
    register: about < REASON_BASE ? aboutText(about) : '',
    reason: about >= REASON_BASE ? aboutText(about) : '',
    device: isDevice(from) ? name(from) : isDevice(to) ? name(to) : name(from),
    from: name(from),
    to: name(to),
  };
}

/** What is in flight, the followed packet and its guest first, in words: at most `limit` lines and a line for the rest; then the exits of each guest. */
export function inFlight(
  teller: Teller,
  cursor: Picos,
  followed: number,
  limit: number,
  earlier: Earlier,
): string[] {
  const { layout, shot, labels } = teller;
  const { timeline: t } = shot;
  const words = labels.stage.inFlight;
  const name = (index: number) => {
    const place = layout.places[index];
    return place === undefined ? '' : labels.fullName(place);
  };
  const vmFollowed = shot.ownerOfPacket.get(followed);
  const rank = (row: number) => {
    if (t.idle[row] === 1) return 6;
    const whose = t.packet[row] === followed ? 0 : t.vm[row] === vmFollowed ? 2 : 4;
    return whose + (t.mark[row] === MARK.rest || t.mark[row] === MARK.wait ? 1 : 0);
  };
  const rows = activeRows(shot, cursor)
    .filter((row) => t.mark[row] !== MARK.ghost)
    .toSorted((a, b) => rank(a) - rank(b));
  const lines = rows.slice(0, limit).map((row) => {
    const mark = MARKS[t.mark[row] as number] ?? 'rest';
    const what = labels.stage.glyphNames[mark === 'rest' || mark === 'ghost' ? 'wait' : mark];
    const [from, to] = [t.from_[row] as number, t.to_[row] as number];
    const where = from === to ? words.at(name(to)) : words.between(name(from), name(to));
    const packet = t.packet[row] as number;
    const vm = t.vm[row] as number;
    return packet > 0 && (t.mark[row] as number) <= Math.max(LAST_CARRIER, MARK.rest)
      ? words.packet(packet, what, where)
      : words.event(vm >= 0 ? labels.stage.guest(vm) : words.host, what, where);
  });
  if (rows.length > limit) lines.push(words.more(String(rows.length - limit)));
  if (lines.length === 0) lines.push(words.nothing);
  shot.tally.moveTo(cursor);
  shot.tally.idleOf.slice(0, limit).forEach((_, vm) => {
    const { light, heavy, idle } = shot.tally.totalOf(vm);
    const past = earlier[vm] ?? { light: 0, heavy: 0, idle: 0 };
    const caused = light + heavy + past.light + past.heavy;
    if (caused + idle + past.idle === 0) return;
    lines.push(words.exits(labels.stage.guest(vm), caused, heavy + past.heavy, idle + past.idle));
  });
  return lines;
}

/** True while the followed packet is where no host software can see it: in the lane, the card or on the wire. */
export function passesBy(
  layout: StageLayout,
  shot: Shot,
  cursor: Picos,
  followed: number,
): boolean {
  if (followed === 0) return false;
  const { timeline: t } = shot;
  const bandOf = (place: number) => layout.boxes[layout.boxOf[place] as number]?.band;
  for (const row of activeRows(shot, cursor)) {
    if (t.packet[row] !== followed || (t.mark[row] as number) > MARK.rest) continue;
    const [from, to] = [t.from_[row] as number, t.to_[row] as number];
    if (!layout.directVms.has(guestAt(layout, from, to, t.vm[row] as number))) return false;
    const [a, b] = [bandOf(from), bandOf(to)];
    return a === 'hardware' || b === 'hardware' || a === 'wire' || b === 'wire';
  }
  return false;
}
