import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXIT_CLASSES } from '../engine/costs/facts';
import { en } from '../i18n/en';
import { stageLabels } from './labels';
import { layoutStage } from './layout';
import { packetAt, paintStage } from './paint';
import { buildSet, buildShot } from './scene';
import { recorded, topologyOf } from './testing';
import { cardWith, palette, recorder, scene, view, whereIs, type Call } from './testing-paint';

const LIGHT = EXIT_CLASSES.indexOf('L');
const IDLE = 16;

const texts = (calls: readonly Call[]) =>
  calls.filter((call) => call.name === 'fillText').map((call) => String(call.args[0]));

describe('painting', () => {
  it('puts a packet on the wire between its places, in proportion to the time', () => {
    const { set, shot, topology } = scene(['sriov', 'emulated']);
    const at = (kind: string, vm: number) =>
      topology.places.findIndex((p) => p.kind === kind && (vm < 0 || p.vm === vm));
    const port = topology.places.findIndex((p) => p.kind === 'port' && p.fn === 0);
    const line = set.routes.between(port, at('peer', -1), 'data');
    // app-send … to-port take 3380 ns, the frame then 1230 ns.
    const { ctx, calls } = recorder();
    paintStage(ctx, set, shot, palette, view(3_380_000 + 615_000));
    const half = { x: 0, y: 0 };
    const index = line.walked.findIndex((walked) => walked >= line.length / 2);
    half.y = line.ys[index] as number;
    const before = line.xs[index - 1] as number;
    const span = (line.walked[index] as number) - (line.walked[index - 1] as number);
    const f = (line.length / 2 - (line.walked[index - 1] as number)) / span;
    half.x = before + ((line.xs[index] as number) - before) * f;
    const painted = whereIs(calls, '1');
    expect(painted?.x).toBeCloseTo(half.x, 0);
    expect(painted?.y).toBeCloseTo(half.y + 0.5, 0);
  });

  it('is a function of the cursor: the way there does not matter', () => {
    const { set, shot } = scene(['sriov', 'emulated', 'vhost-net'], 3);
    fc.assert(
      fc.property(fc.nat(30_000_000), fc.array(fc.nat(30_000_000)), (cursor, detour) => {
        const first = recorder();
        paintStage(first.ctx, set, shot, palette, view(cursor));
        for (const other of detour) {
          paintStage(recorder().ctx, set, shot, palette, view(other));
        }
        const again = recorder();
        paintStage(again.ctx, set, shot, palette, view(cursor));
        expect(again.calls).toEqual(first.calls);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps the packet in the guest while the control of the CPU crosses the line', () => {
    const { set, shot, topology } = scene(['emulated']);
    const driver = set.layout.boxes.find((box) => box.kind === 'driver');
    const { ctx, calls } = recorder();
    paintStage(ctx, set, shot, palette, view(1_100_000 + 210_000));
    const packet = whereIs(calls, '1');
    expect(topology.vms).toHaveLength(1);
    expect(packet?.y).toBeCloseTo((driver?.y ?? 0) + (driver?.h ?? 0) / 2 + 0.5, 0);
    expect(texts(calls)).toContain('TDT');
    const control = calls.find((call) => call.name === 'arc' && call.args[2] === 7.5);
    expect(control?.args[1]).toBeGreaterThan((driver?.y ?? 0) + (driver?.h ?? 0));
  });

  it('piles up a tick for every exit so far, and names what it was about', () => {
    const { set, shot } = scene(['emulated']);
    const { ctx, calls } = recorder();
    paintStage(ctx, set, shot, palette, view(40_000_000));
    const line = set.layout.exitLine.y;
    const ticks = calls.filter(
      (call) => call.name === 'fillRect' && call.fill === 'exit' && (call.args[1] as number) < line,
    );
    expect(ticks).toHaveLength(6);
    expect(texts(calls)).toEqual(expect.arrayContaining(['TDT', 'ICR', 'IMC', 'STATUS', 'IMS']));
  });

  it('shows no exit of a guest that has a VF', () => {
    const { set, shot } = scene(['sriov']);
    for (let cursor = 0; cursor < 8_000_000; cursor += 250_000) {
      const { ctx, calls } = recorder();
      paintStage(ctx, set, shot, palette, view(cursor));
      expect(calls.filter((call) => call.fill === 'exit' || call.stroke === 'exit')).toEqual([]);
    }
  });

  it('keeps the exits of an idle guest quiet: no flare, a small hollow disc, one hollow pile', () => {
    const { set, topology } = scene(['sriov', 'emulated']);
    const at = (kind: string) =>
      topology.places.findIndex((p) => p.kind === kind && (p.vm === 0 || p.vm === -1));
    const hop = {
      packet: 0,
      vm: 0,
      step: 'exit-light',
      from: at('driver'),
      to: at('kvm'),
    } as const;
    const exit = { kind: 'vm-exit', vm: 0, a: 12, b: LIGHT + IDLE } as const;
    const shot = buildShot(
      recorded([{ ...hop, start: 100, end: 1100 }], [{ ...exit, time: 100 }], 5000),
      2,
    );
    const { ctx, calls } = recorder();
    paintStage(ctx, set, shot, palette, view(600));
    expect(calls.filter((call) => call.fill === 'exit' || call.stroke === 'exit')).toEqual([]);
    const discs = calls.filter((call) => call.name === 'arc');
    expect(discs.map((call) => [call.args[2], call.stroke])).toEqual([[3.5, 'idle']]);
    expect(texts(calls)).toEqual(['1', 'idle']);
  });

  it('counts idle exits before the window into the idle pile, others into a pile of their own', () => {
    const { set } = scene(['sriov', 'emulated']);
    const shot = buildShot(recorded([], [], 5000), 2);
    const { ctx, calls } = recorder();
    const earlier = [
      { light: 0, heavy: 0, idle: 4 },
      { light: 1, heavy: 6, idle: 2 },
    ];
    paintStage(ctx, set, shot, palette, view(600, { earlier }));
    expect(texts(calls)).toEqual(['4', 'idle', '7', 'before', '2', 'idle']);
  });

  it('lets the arm of a DMA reach out before the data comes back', () => {
    const { set, shot } = scene(['sriov']);
    const start = 700_000 + 400_000 + 80_000 + 300_000 + 600_000;
    const positions = [0.1, 0.25, 0.6, 0.8].map((f) => {
      const { ctx, calls } = recorder();
      paintStage(ctx, set, shot, palette, view(start + f * 900_000));
      expect(calls.some((call) => call.name === 'stroke' && call.stroke === 'dma')).toBe(true);
      return whereIs(calls, '1')?.y ?? 0;
    });
    expect(positions[0]).toBeCloseTo(positions[1] as number, 1);
    expect(positions[2]).toBeGreaterThan(positions[1] as number);
    expect(positions[3]).toBeGreaterThan(positions[2] as number);
  });

  it('with reduced motion puts what travels at its goal', () => {
    const { set, shot } = scene(['sriov']);
    const spots = [0.2, 0.7].map((f) => {
      const { ctx, calls } = recorder();
      paintStage(ctx, set, shot, palette, view(3_380_000 + f * 1_230_000, { still: true }));
      return whereIs(calls, '1');
    });
    expect(spots[0]).toEqual(spots[1]);
  });

  it('draws a crowd as rectangles and still numbers the followed packet', () => {
    const topology = topologyOf(['sriov', 'emulated'], cardWith(4));
    const labels = stageLabels(en.stage, topology);
    const set = buildSet(layoutStage(topology, 1000, 720, { labels, besideVm: 1 }));
    const port = topology.places.findIndex((p) => p.kind === 'port');
    const peer = topology.places.findIndex((p) => p.kind === 'peer');
    const hops = Array.from({ length: 500 }, (_, i) => ({
      start: i,
      end: 1000 + i,
      packet: i + 1,
      vm: i % 2,
      step: 'wire-tx' as const,
      from: port,
      to: peer,
    }));
    const shot = buildShot(recorded(hops, [], 2000), 2);
    const { ctx, calls } = recorder();
    paintStage(ctx, set, shot, palette, view(700, { followed: 42 }));
    expect(calls.filter((call) => call.name === 'fillRect')).toHaveLength(500);
    expect(texts(calls)).toEqual(['42']);
  });

  it('finds the packet under the pointer', () => {
    const { set, shot } = scene(['sriov']);
    const { ctx, calls } = recorder();
    paintStage(ctx, set, shot, palette, view(3_900_000));
    const spot = whereIs(calls, '1');
    expect(packetAt(set, shot, view(3_900_000), spot?.x ?? 0, spot?.y ?? 0)).toBe(1);
    expect(packetAt(set, shot, view(3_900_000), 3, 3)).toBe(0);
  });
});
