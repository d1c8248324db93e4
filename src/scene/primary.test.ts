import { describe, expect, it } from 'vitest';
import { plugCard } from '../engine/pci/card';
import { deviceById } from '../engine/pci/devices';
import { en } from '../i18n/en';
import type { Spotlight } from '../store/lesson';
import { stageLabels } from './labels';
import { layoutStage } from './layout';
import { primaryAt } from './primary';
import { buildShot } from './scene';
import { journeys, topologyOf } from './testing';

const LEADS: Spotlight = { primary: null, leads: true, shown: null, free: false };

function stage() {
  const profile = deviceById('intel-82599');
  if (profile === undefined) throw new Error('no device');
  const card = plugCard(profile, 4, { ari: true, busesPerRootPort: 8 });
  const topology = topologyOf(['emulated', 'emulated'], card);
  const labels = stageLabels(en.stage, topology);
  const layout = layoutStage(topology, 1000, 720, { labels, besideVm: -1 });
  const shot = buildShot(journeys(topology, 1), topology.vms.length);
  const led = (light: Partial<Spotlight>, cursor: number) => {
    const place = primaryAt(layout, shot, { ...LEADS, ...light }, cursor, 1);
    return place < 0 ? null : topology.places[place];
  };
  return { led };
}

describe('the part that the eye is led to', () => {
  const { led } = stage();
  const inExit = 1_700_000;

  it('is where the followed packet is, as far as it is drawn', () => {
    expect(led({}, 100_000)?.kind).toBe('stack');
    expect(led({}, inExit)?.kind).toBe('kvm');
    expect(led({ shown: ['app', 'driver'] }, inExit)?.kind).toBe('driver');
  });

  it('is one, even where nothing of what happens is drawn', () => {
    expect(led({ shown: ['peer', 'port'] }, inExit)).not.toBeNull();
  });

  it('is what the step names, of the guest in question', () => {
    expect(led({ primary: 'vmm' }, 100_000)?.kind).toBe('vmm');
    expect(led({ primary: 'driver' }, inExit)).toMatchObject({ kind: 'driver', vm: 0 });
    // The card has two ports, and the guests use the first.
    expect(led({ primary: 'port' }, 0)).toMatchObject({ kind: 'port', fn: 0 });
    expect(led({ primary: 'switch' }, 0)).toMatchObject({ kind: 'switch', fn: 0 });
  });

  it('is nothing where the learner is to find it, but what is pointed at in the words', () => {
    expect(led({ leads: false }, inExit)).toBeNull();
    expect(led({ leads: false, primary: 'kvm' }, 0)?.kind).toBe('kvm');
  });
});
