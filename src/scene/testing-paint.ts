import { plugCard } from '../engine/pci/card';
import { deviceById } from '../engine/pci/devices';
import type { PathId } from '../engine/scenario/scenario';
import { en } from '../i18n/en';
import type { Ctx } from './glyphs';
import { stageLabels } from './labels';
import { layoutStage } from './layout';
import type { View } from './paint';
import type { Palette } from './palette';
import { buildSet, buildShot } from './scene';
import { journeys, topologyOf } from './testing';

export function cardWith(numVfs: number) {
  const profile = deviceById('intel-82599');
  if (profile === undefined) throw new Error('no device');
  return plugCard(profile, numVfs, { ari: true, busesPerRootPort: 8 });
}

export interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly fill: unknown;
  readonly stroke: unknown;
}

/** A 2D context that writes down what it is told. */
export function recorder(): { readonly ctx: Ctx; readonly calls: Call[] } {
  const calls: Call[] = [];
  const state: Record<string, unknown> = {};
  const ctx = new Proxy(state, {
    get:
      (_, name) =>
      (...args: unknown[]) => {
        calls.push({
          name: String(name),
          args,
          fill: state['fillStyle'],
          stroke: state['strokeStyle'],
        });
      },
    set: (target, name, value) => {
      target[String(name)] = value;
      return true;
    },
  });
  return { ctx: ctx as unknown as Ctx, calls };
}

export const palette: Palette = {
  packets: ['hue0', 'hue1', 'hue2', 'hue3', 'hue4', 'hue5'],
  onGlyph: 'on',
  nobody: 'nobody',
  exit: 'exit',
  exitIdle: 'idle',
  faint: 'faint',
  doorbell: 'doorbell',
  interrupt: 'interrupt',
  dma: 'dma',
  ink: 'ink',
  halo: 'halo',
  ring: 'ring',
  bands: {
    guest: 'guest',
    'host-user': 'user',
    'host-kernel': 'kernel',
    hardware: 'hardware',
    wire: 'wire',
  },
  fontUi: 'ui',
  fontMono: 'mono',
};

export function scene(paths: readonly PathId[], packets = 1) {
  const topology = topologyOf(paths, cardWith(4));
  const labels = stageLabels(en.stage, topology);
  const layout = layoutStage(topology, 1000, 720, { labels, besideVm: paths.length - 1 });
  const shot = buildShot(journeys(topology, packets), topology.vms.length);
  return { topology, labels, layout, set: buildSet(layout), shot };
}

export const view = (cursor: number, more: Partial<View> = {}): View => ({
  cursor,
  rate: 1000,
  followed: 0,
  still: false,
  words: { earlier: 'before', others: 'other', all: 'exits', idle: 'idle' },
  earlier: [],
  drawn: null,
  ...more,
});

/** Where the packet of that number is drawn: numbers on packets have their own colour. */
export const whereIs = (calls: readonly Call[], text: string) => {
  const call = calls.find((c) => c.name === 'fillText' && c.args[0] === text && c.fill === 'on');
  return call === undefined ? null : { x: call.args[1] as number, y: call.args[2] as number };
};
