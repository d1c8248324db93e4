import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plugCard } from '../engine/pci/card';
import { deviceById } from '../engine/pci/devices';
import { endOfBegun, firstActive } from './active';
import { aboutText } from './scene';
import { journeys, recorded, topologyOf } from './testing';
import { buildTimeline, MARKS, type Timeline } from './timeline';

function cardWith(numVfs: number) {
  const profile = deviceById('intel-82599');
  if (profile === undefined) throw new Error('no device');
  return plugCard(profile, numVfs, { ari: true, busesPerRootPort: 8 });
}

const topology = topologyOf(['sriov', 'emulated'], cardWith(1));
const timeline = buildTimeline(journeys(topology, 2));

const rowsAt = (t: Timeline, cursor: number) =>
  Array.from({ length: endOfBegun(t, cursor) - firstActive(t, cursor) }, (_, i) => i)
    .map((i) => i + firstActive(t, cursor))
    .filter((row) => (t.end[row] as number) > cursor);

const carriersOf = (t: Timeline, packet: number, cursor: number) =>
  rowsAt(t, cursor).filter(
    (row) =>
      t.packet[row] === packet &&
      ['packet', 'copy', 'dma', 'wait', 'rest'].includes(MARKS[t.mark[row] as number] as string),
  );

describe('a timeline', () => {
  it('finds at any moment the rows that a search through all of them finds', () => {
    fc.assert(
      fc.property(fc.nat(40_000_000), (cursor) => {
        const all = Array.from(timeline.start.keys()).filter(
          (row) =>
            (timeline.start[row] as number) <= cursor && (timeline.end[row] as number) > cursor,
        );
        expect(rowsAt(timeline, cursor)).toEqual(all);
      }),
    );
  });

  it('has every packet in exactly one place from its first move until it is delivered', () => {
    const delivered = 700 + 400 + 420 + 300 + 600 + 300 + 200 + 500 + 600 + 4030;
    for (let nanos = 510; nanos < delivered; nanos += 97) {
      expect(carriersOf(timeline, 2, nanos * 1000)).toHaveLength(1);
    }
  });

  it('lets a packet lie in the driver while the CPU is away in the hypervisor', () => {
    const [row = -1] = carriersOf(timeline, 2, 2_500_000);
    expect(MARKS[timeline.mark[row] as number]).toBe('rest');
    expect(topology.places[timeline.to_[row] as number]).toMatchObject({ kind: 'driver', vm: 1 });
  });

  it('lets a packet rest no longer than until it is delivered', () => {
    const { facts, hops } = recorded(
      [
        { start: 0, end: 10, packet: 1, vm: 0, step: 'app-send', from: 0, to: 1 },
        { start: 20, end: 30, packet: 1, vm: 0, step: 'isr', from: 2, to: 2 },
      ],
      [{ time: 25, kind: 'delivered', vm: 0, packet: 1 }],
      100,
    );
    const t = buildTimeline({ from: 0, to: 100, hops, facts });
    expect(carriersOf(t, 1, 24)).toHaveLength(1);
    expect(carriersOf(t, 1, 26)).toHaveLength(0);
  });

  it('leaves a ghost where a copy came from, for as long again as twice the copy', () => {
    const { facts, hops } = recorded(
      [{ start: 0, end: 10, packet: 1, vm: 0, step: 'copy-to-tap', from: 3, to: 4 }],
      [],
      100,
    );
    const t = buildTimeline({ from: 0, to: 100, hops, facts });
    const ghost = t.mark.indexOf(MARKS.indexOf('ghost'));
    expect([t.from_[ghost], t.start[ghost], t.end[ghost]]).toEqual([3, 0, 30]);
  });

  it('names an exit and its way back after the register that was touched', () => {
    const one = buildTimeline(journeys(topology, 1));
    const names = Array.from(one.mark.keys())
      .filter((row) => one.vm[row] === 1)
      .filter((row) => ['exit', 'entry'].includes(MARKS[one.mark[row] as number] as string))
      .slice(0, 8)
      .map((row) => aboutText(one.about[row] as number));
    expect(names).toEqual(['TDT', 'TDT', 'TDT', 'TDT', 'ICR', 'ICR', 'ICR', 'ICR']);
  });

  it('marks as idle what an idle exit and a return from a halt before the window are about', () => {
    const { facts, hops } = recorded(
      [
        { start: 0, end: 10, packet: 0, vm: 0, step: 'entry-light', from: 1, to: 0 },
        { start: 20, end: 30, packet: 0, vm: 0, step: 'exit-light', from: 0, to: 1 },
        { start: 40, end: 50, packet: 0, vm: 0, step: 'entry-light', from: 1, to: 0 },
        { start: 60, end: 70, packet: 0, vm: 0, step: 'exit-light', from: 0, to: 1 },
        { start: 70, end: 90, packet: 0, vm: 0, step: 'halt-poll', from: 1, to: 1 },
      ],
      [
        { time: 20, kind: 'vm-exit', vm: 0, a: 49, b: 3, c: 0 },
        { time: 60, kind: 'vm-exit', vm: 0, a: 12, b: 17 },
      ],
      100,
    );
    const t = buildTimeline({ from: 0, to: 100, hops, facts });
    expect([...t.idle]).toEqual([1, 0, 0, 1, 1]);
  });

  it('names a doorbell after the device register, never after a trapped one', () => {
    const doorbell = timeline.mark.findIndex(
      (mark, row) => MARKS[mark] === 'doorbell' && timeline.vm[row] === 0,
    );
    expect(aboutText(timeline.about[doorbell] as number)).toBe('VFTDT');
  });

  it('says where a packet was dropped', () => {
    const { facts, hops } = recorded(
      [{ start: 0, end: 10, packet: 5, vm: 0, step: 'no-device', from: 1, to: 2 }],
      [{ time: 10, kind: 'dropped', vm: 0, packet: 5, a: 2 }],
      100,
    );
    expect(buildTimeline({ from: 0, to: 100, hops, facts }).drops).toEqual([
      { time: 10, place: 2, vm: 0, packet: 5, cause: 'no-device' },
    ]);
  });
});
