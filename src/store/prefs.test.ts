import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createApp } from '.';
import { readUrl } from './url';
import { chanceIn } from './chance';
import { parseScenario } from '../engine/scenario/parse';

const kept = new Map<string, string>();
let refuses = false;

const touch = () => {
  if (refuses) throw new Error('SecurityError');
};

beforeEach(() => {
  kept.clear();
  refuses = false;
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => {
      touch();
      return kept.get(key) ?? null;
    },
    setItem: (key: string, value: string) => {
      touch();
      kept.set(key, value);
    },
    removeItem: (key: string) => {
      touch();
      kept.delete(key);
    },
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const fresh = () =>
  createApp(() => {
    throw new Error('no simulation is asked for');
  }).useApp;

it('keeps every setting and takes it back at the next visit', () => {
  const { getState } = fresh();
  const { setMotion, setText, setContrast, setStepSize, setStartRate, setKeys } = getState();
  setMotion('less');
  setText(150);
  setContrast('more');
  setStepSize('exit');
  setStartRate(1e3);
  setKeys(false);
  const set = { motion: 'less', text: 150, contrast: 'more', stepSize: 'exit', startRate: 1e3 };
  expect(getState()).toMatchObject({ ...set, keys: false, reducedMotion: true, keeps: true });
  const next = fresh();
  expect(next.getState()).toMatchObject({ ...set, keys: false, reducedMotion: true });
  next.getState().resetPrefs();
  const standard = { motion: 'auto', text: 100, contrast: 'auto', stepSize: 'hop', keys: true };
  expect(next.getState()).toMatchObject({ ...standard, startRate: null, reducedMotion: false });
  expect(kept.size).toBe(0);
});

it('goes before the system’s wish for motion both ways, and follows it live where nothing is set', () => {
  const { getState } = fresh();
  getState().followSystem(true);
  expect(getState().reducedMotion).toBe(true);
  getState().setMotion('full');
  expect(getState().reducedMotion).toBe(false);
  getState().setMotion('less');
  getState().followSystem(false);
  expect(getState().reducedMotion).toBe(true);
  getState().setMotion('auto');
  expect(getState().reducedMotion).toBe(false);
});

it('holds for the page where nothing is kept: refused, or in an embed', () => {
  refuses = true;
  const blocked = fresh();
  blocked.getState().setText(175);
  expect(blocked.getState()).toMatchObject({ text: 175, keeps: false });
  blocked.getState().resetPrefs();
  expect(blocked.getState().text).toBe(100);
  refuses = false;
  const embed = fresh();
  embed.setState({ embed: true });
  embed.getState().setTheme('dark');
  expect(embed.getState()).toMatchObject({ theme: 'dark', keeps: true });
  expect(kept.size).toBe(0);
});

it('leaves out what somebody else wrote there', () => {
  for (const key of ['motion', 'text', 'contrast', 'step', 'rate', 'letters', 'theme', 'locale'])
    kept.set(`sriov-lab.${key}`, '__proto__');
  expect(fresh().getState()).toMatchObject({ motion: 'auto', text: 100, startRate: null });
});

it('says what of a run is drawn at random', () => {
  const chance = (input: object) => {
    const parsed = parseScenario(input);
    return parsed.ok ? chanceIn(parsed.scenario) : parsed.issues;
  };
  expect(chance({})).toEqual([]);
  const traffic = { kind: 'poisson', flows: 4 };
  expect(chance({ vms: [{ path: 'virtio', traffic }] })).toEqual(['poisson', 'flows']);
});

it('how the page looks and listens, and what it cannot', async () => {
  expect(await readUrl('?motion=less&text=150&hotkeys=0', '')).toMatchObject({
    motion: 'less',
    text: 150,
    hotkeys: false,
    problems: [],
  });
  const { problems } = await readUrl('?motion=slow&text=1e2&hotkeys=no', '');
  expect(problems.map(({ name, code, allowed }) => [name, code, allowed])).toEqual([
    ['motion', 'bad-value', 'auto, less, full'],
    ['text', 'bad-value', '100 – 200'],
    ['hotkeys', 'bad-value', '0, 1'],
  ]);
});
