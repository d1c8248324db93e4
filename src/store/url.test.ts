import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../engine/scenario/defaults';
import { formatQuantity, TIME } from '../engine/scenario/quantity';
import { scenarioToJson } from '../engine/scenario/to-json';
import type { UrlState } from './url';
import { NOTHING, readUrl, writeUrl } from './url';
import { readTime, writeTime } from './url-time';

/** Reads what writeUrl, or a person, has put behind the page's address. */
function read(address: string): Promise<UrlState> {
  const url = new URL(address, 'https://lab.example/page/');
  return readUrl(url.search, url.hash);
}

describe('reading an address', () => {
  test('an empty one says nothing', async () => {
    expect(await read('')).toEqual({ ...NOTHING, problems: [] });
    expect(await read('?#stage')).toEqual({ ...NOTHING, problems: [] });
  });

  test('the example of the public interface', async () => {
    const address =
      '?path=sriov&vfs=8&vms=2&device=intel-82599&packet=1500&pps=10000&t=12.5us&speed=1e-6' +
      '&view=stage&lang=zh&theme=dark&lesson=sriov-pf-vf&embed=1&hide=lesson,inspector&seed=1';
    expect(await read(address)).toEqual({
      scenarioInput: {
        vms: [{ path: 'sriov', count: 2, traffic: { packetBytes: 1500, pps: 10000 } }],
        nic: { numVfs: 8, device: 'intel-82599' },
        seed: 1,
      },
      beside: null,
      compare: null,
      t: 12_500_000,
      quest: null,
      speed: 1e-6,
      view: 'stage',
      docked: false,
      lang: 'zh-CN',
      theme: 'dark',
      motion: null,
      text: null,
      hotkeys: null,
      embed: true,
      hide: ['lesson', 'inspector'],
      lesson: 'sriov-pf-vf',
      step: null,
      glossary: null,
      docs: null,
      present: false,
      part: null,
      note: null,
      v: null,
      problems: [],
    });
  });

  test('lanes with what differs on them', async () => {
    const { compare, problems } = await read(
      '?compare=virtio,virtio*eventIdx.off*haltPollUs.0,sriov*apicv.off*pages.4KiB',
    );
    expect(problems).toEqual([]);
    expect(compare).toEqual([
      { path: 'virtio', set: {} },
      { path: 'virtio', set: { 'vms.0.tuning.eventIdx': false, 'vms.0.tuning.haltPollUs': 0 } },
      { path: 'sriov', set: { 'host.apicv': false, 'vms.0.tuning.pages': '4KiB' } },
    ]);
  });

  test.each([
    'sriov',
    'sriov,virtio,sriov,virtio,sriov',
    'sriov,kvmtool',
    'sriov,virtio*turbo.on',
    'sriov,virtio*eventIdx',
    'sriov,virtio*eventIdx.',
    'sriov,virtio*__proto__.on',
    'sriov,',
    '',
    'x'.repeat(10_000),
  ])('lanes like %.30s are named as a problem', async (text) => {
    const { compare, problems } = await read(`?compare=${text}`);
    expect(compare).toBeNull();
    expect(problems.map(({ name, code }) => `${name} ${code}`)).toEqual(['compare bad-value']);
    expect(problems[0]?.allowed).toContain('emulated|');
  });

  test('traffic, direction and the compared path', async () => {
    const state = await read('?traffic=bulk&dir=vm1&beside=none');
    expect(state.scenarioInput).toEqual({
      vms: [{ traffic: { kind: 'bulk', direction: { to: 'vm1' } } }],
    });
    expect(state.beside).toBe('none');
    expect((await read('?dir=both&beside=vhost-net')).beside).toBe('vhost-net');
  });

  test('every bad parameter is named, with what is allowed, and the rest holds', async () => {
    const state = await read(
      '?t=soon&speed=2&view=cube&view=pcie&lang=fr&theme=blue&embed=yes&hide=numbers,sky&colour=1' +
        '&lesson=javascript:alert(1)' +
        '&beside=kvmtool&vms=3',
    );
    expect(state.problems.map(({ name, code, found }) => `${name} ${code} ${found}`)).toEqual([
      't bad-value soon',
      'speed bad-value 2',
      'view bad-value cube',
      'view given-twice pcie',
      'lang bad-value fr',
      'theme bad-value blue',
      'embed bad-value yes',
      'hide bad-value numbers,sky',
      'colour unknown 1',
      'lesson bad-value javascript:alert(1)',
      'beside bad-value kvmtool',
    ]);
    expect(state.problems.find((p) => p.name === 'theme')?.allowed).toBe(
      'auto, dark, light, projector',
    );
    expect(state.problems.find((p) => p.name === 'colour')?.allowed).toContain('path, vfs, vms');
    expect(state).toMatchObject({ scenarioInput: { vms: [{ count: 3 }] }, hide: ['numbers'] });
  });

  test('the terminal stands below a view, but not below itself', async () => {
    expect(await read('?view=pcie,terminal')).toMatchObject({ view: 'pcie', docked: true });
    expect(await read('?view=terminal,terminal')).toMatchObject({ view: null, docked: false });
    expect((await read('?view=terminal,terminal')).problems).toHaveLength(1);
  });

  test('captures are a view', async () => {
    expect(await read('?view=captures')).toMatchObject({ view: 'captures', problems: [] });
  });

  test('a note is plain text: what turns, hides or breaks the words around it is taken out', async () => {
    const typed = 'Look\u202E here\u0000 and\u2028 there\u200B.\n<img src=x onerror=alert(1)>';
    const { note, problems } = await read(`?note=${encodeURIComponent(typed)}`);
    expect(note).toBe('Look here and there . <img src=x onerror=alert(1)>');
    expect(problems).toEqual([]);
    const long = await read(`?note=${'x'.repeat(281)}&v=1`);
    expect(long).toMatchObject({ note: null, v: null });
    expect(long.problems.map(({ name }) => name)).toEqual(['note', 'v']);
  });

  test('a thousand unknown parameters do not make a thousand messages', async () => {
    const query = Array.from({ length: 1000 }, (_, i) => `x${i}=${'y'.repeat(100)}`).join('&');
    const { problems } = await read(`?${query}`);
    expect(problems).toHaveLength(50);
    expect(problems.every((problem) => problem.found.length < 60)).toBe(true);
  });

  test('broken percent signs and plus signs are survived', async () => {
    expect((await readUrl('?path=%E0%A4%A&vms=%', '')).scenarioInput).toHaveProperty('vms');
    expect((await readUrl('?%=%&&&==', '#=&=')).problems.length).toBeGreaterThan(0);
  });
});

describe('writing an address', () => {
  test('nothing to say, nothing written', async () => {
    expect(await writeUrl(NOTHING)).toBe('');
    expect(await writeUrl({ ...NOTHING, scenarioInput: scenarioToJson(DEFAULT_SCENARIO) })).toBe(
      '',
    );
  });

  test('simple values are readable and stand in a fixed order', async () => {
    const scenarioInput = {
      seed: 3,
      nic: { numVfs: 8 },
      vms: [{ traffic: { pps: 5, direction: { to: 'vm1' } }, path: 'virtio' }],
    };
    const state: Omit<UrlState, 'problems'> = {
      ...NOTHING,
      scenarioInput,
      t: 12_500_000,
      speed: 1e-6,
      lang: 'zh-CN',
      hide: ['lesson', 'numbers'],
      lesson: 'vm-exit',
      step: 'how-many',
      glossary: 'first-vf-offset',
      docs: 'embed:sandbox',
      present: true,
    };
    expect(await writeUrl(state)).toBe(
      '?path=virtio&vfs=8&dir=vm1&pps=5&seed=3&t=12.5us&speed=0.000001&lang=zh-CN' +
        '&lesson=vm-exit&step=how-many&glossary=first-vf-offset&docs=embed:sandbox&present=1&hide=lesson,numbers',
    );
  });

  test('what has no parameter is packed, and only that', async () => {
    const scenarioInput = { vms: [{ path: 'virtio', tuning: { napi: false } }] };
    const address = await writeUrl({ ...NOTHING, scenarioInput });
    expect(address).toMatch(/^\?path=virtio#s=[\w-]+$/u);
    const rest = await read(address.slice(address.indexOf('#')));
    expect(rest.scenarioInput).toEqual({ vms: [{ tuning: { napi: false } }] });
    expect((await read(address)).scenarioInput).toEqual(scenarioInput);
  });

  test('a packed part alone still replaces the former query', async () => {
    const address = await writeUrl({ ...NOTHING, scenarioInput: { host: { cores: 4 } } });
    const url = new URL(address, 'https://lab.example/page/?path=virtio');
    expect(url.searchParams.has('path')).toBe(false);
    expect((await read(address)).scenarioInput).toEqual({ host: { cores: 4 } });
  });

  test('times come back to the picosecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10e12 }), (ps) => {
        expect(readTime(writeTime(ps))).toBe(ps);
      }),
    );
    expect(writeTime(12_500_000)).toBe('12.5us');
    expect(writeTime(10_000_000_000)).toBe(formatQuantity(10_000_000_000, TIME));
    expect(readTime('3')).toBeNull();
    expect(readTime('11s')).toBeNull();
    expect(readTime('1.5µs')).toBe(1_500_000);
  });
});
