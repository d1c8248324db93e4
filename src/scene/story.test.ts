import { describe, expect, it } from 'vitest';
import { plugCard } from '../engine/pci/card';
import { deviceById } from '../engine/pci/devices';
import type { PathId } from '../engine/scenario/scenario';
import { en } from '../i18n/en';
import { stageLabels } from './labels';
import { layoutStage } from './layout';
import { buildShot } from './scene';
import { currentRow, idleRow, inFlight, passesBy, restingRow, sentenceOf } from './story';
import { journeys, recorded, topologyOf } from './testing';

function scene(paths: readonly PathId[]) {
  const profile = deviceById('intel-82599');
  if (profile === undefined) throw new Error('no device');
  const topology = topologyOf(paths, plugCard(profile, 4, { ari: true, busesPerRootPort: 8 }));
  const labels = stageLabels(en.stage, topology);
  const layout = layoutStage(topology, 1000, 720, { labels, besideVm: paths.length - 1 });
  const shot = buildShot(journeys(topology, 1), topology.vms.length);
  return { topology, labels, layout, shot };
}

describe('the same in words', () => {
  it('tells the step of the followed packet', () => {
    const { shot, layout, labels } = scene(['sriov', 'emulated']);
    const teller = { layout, shot, labels, messages: en };
    expect(sentenceOf(teller, currentRow(shot, 2_500_000, 1))).toBe(
      'VF0 3b:10.0 fetches the packet from memory by itself: no CPU copies.',
    );
    expect(sentenceOf(teller, currentRow(shot, 500_000 + 1_200_000, 2))).toBe(
      'VM exit (TDT): the CPU leaves VM1 for KVM.',
    );
  });

  it('lists what is in flight and the exits so far', () => {
    const { shot, layout, labels } = scene(['sriov', 'emulated']);
    const lines = inFlight({ layout, shot, labels, messages: en }, 2_500_000, 1, 10, []);
    expect(lines[0]).toBe('Packet 1: DMA from network driver of VM0 to VF0 3b:10.0');
    expect(lines).toContain('VM1 so far: 1 exit (1 of them heavy), 0 idle');
  });

  it('has no sentence for an idle guest while a packet rests: the last one stays', () => {
    const { shot, topology } = scene(['emulated']);
    const driver = topology.places.findIndex((p) => p.kind === 'driver');
    const rows = recorded(
      [
        { start: 0, end: 10, packet: 1, vm: 0, step: 'driver-xmit', from: 0, to: driver },
        { start: 20, end: 90, packet: 0, vm: 0, step: 'halt-poll', from: driver, to: driver },
      ],
      [],
      100,
    );
    const own = buildShot(rows, 1);
    expect(shot.timeline.idle.includes(1)).toBe(false);
    expect([currentRow(own, 30, 1), idleRow(own, 30)]).not.toContain(restingRow(own, 30, 1));
    expect(own.timeline.step[restingRow(own, 30, 1)]).toBe(rows.hops.step[0]);
    expect(currentRow(own, 30, 1)).toBe(-1);
    expect(own.timeline.step[idleRow(own, 30)]).toBe(rows.hops.step[1]);
  });

  it('knows when the host cannot see the followed packet', () => {
    const { shot, layout } = scene(['sriov', 'emulated']);
    const seen = (cursor: number, packet: number) => passesBy(layout, shot, cursor, packet);
    expect(seen(300_000, 1)).toBe(false);
    expect(seen(2_500_000, 1)).toBe(true);
    expect(seen(4_000_000, 1)).toBe(true);
    for (let cursor = 0; cursor < 12_000_000; cursor += 100_000) {
      expect(seen(cursor, 2)).toBe(false);
    }
  });
});
