import { describe, expect, test } from 'vitest';
import {
  demoFileName,
  MOST_MOMENTS,
  moved,
  readDemo,
  reworded,
  withMoment,
  without,
  writeDemo,
  type Demo,
} from './demo';

const moment = (title: string) => ({
  title,
  notes: `说明 ${title}`,
  address: '?path=sriov&t=30us',
});
const demo: Demo = { title: '第一讲', moments: ['a', 'b', 'c'].map(moment) };
const titles = ({ moments }: Demo) => moments.map(({ title }) => title).join('');

describe('a file of a demo', () => {
  test('reads back as it was saved, with the version of the model in it', () => {
    const text = writeDemo(demo);
    expect(readDemo(text)).toEqual({ ok: true, demo });
    expect(JSON.parse(text)).toMatchObject({ format: 'sriov-lab-demo', version: 1 });
    const { model } = JSON.parse(text) as { model: string };
    expect(model).toMatch(/^\d/u);
    expect(readDemo(text.replace(model, '0.0.1'))).toEqual({ ok: true, demo, made: '0.0.1' });
  });

  test('keeps what an address has no words for: a sweep, and which parts are drawn', () => {
    const setup = {
      paths: ['virtio', 'sriov'],
      sizes: '60,1514',
      guests: '1..4',
      rates: '',
    } as const;
    const sweep = { setup, figure: 'hostCpu' };
    const parts = ['app', 'kvm'] as const;
    const kept: Demo = { title: '', moments: [{ ...moment('a'), sweep, parts }] };
    expect(readDemo(writeDemo(kept))).toEqual({ ok: true, demo: kept });
    const spoilt = writeDemo(kept).replace('"kvm"', '"xen"');
    expect(readDemo(spoilt)).toMatchObject({
      ok: false,
      issues: [{ place: 'moments[0].parts[1]' }],
    });
  });

  test.each([
    ['not json at all', '', 'JSON'],
    ['{"format":"sriov-lab-demo","version":2,"moments":[]}', 'version', '1'],
    ['{"format":"other","version":1,"moments":[]}', 'format', '"sriov-lab-demo"'],
    ['{"format":"sriov-lab-demo","version":1}', 'moments', '"moments"'],
    [
      '{"format":"sriov-lab-demo","version":1,"moments":[{"address":"?t=1s"},{"title":7,"address":""}]}',
      'moments[1].title',
      'text',
    ],
    [
      '{"format":"sriov-lab-demo","version":1,"moments":[{"address":"javascript:alert(1)"}]}',
      'moments[0].address',
      '?path=sriov&t=30us …',
    ],
    ['null', '', 'Object'],
  ])('says where %s is wrong', (text, place, allowed) => {
    const read = readDemo(text);
    expect(read.ok).toBe(false);
    const [issue] = read.ok ? [] : read.issues;
    expect(issue).toMatchObject({ place });
    expect(issue?.allowed).toContain(allowed);
  });

  test('may be hostile: too many moments, too much text, keys of objects', () => {
    const many = {
      title: '',
      moments: Array.from({ length: MOST_MOMENTS + 1 }, () => moment('x')),
    };
    expect(readDemo(writeDemo(many)).ok).toBe(false);
    const long = { title: 'x'.repeat(300), moments: [] };
    expect(readDemo(writeDemo(long)).ok).toBe(false);
    const read = readDemo(
      '{"format":"sriov-lab-demo","version":1,"__proto__":{"title":"x"},"moments":[]}',
    );
    expect(read).toEqual({ ok: true, demo: { title: '', moments: [] } });
    expect(({} as { title?: string }).title).toBeUndefined();
  });

  test('is named after its title in any writing', () => {
    expect(demoFileName(demo)).toBe('第一讲.sriov-demo.json');
    expect(demoFileName({ ...demo, title: ' ../../etc ' })).toBe('etc.sriov-demo.json');
    expect(demoFileName({ ...demo, title: '' })).toBe('demo.sriov-demo.json');
  });
});

describe('the list of moments', () => {
  test('is put in another order, and no moment leaves its ends', () => {
    expect(titles(moved(demo, 0, 2))).toBe('bca');
    expect(titles(moved(demo, 2, 1))).toBe('acb');
    expect(moved(demo, 0, -1)).toBe(demo);
    expect(moved(demo, 2, 3)).toBe(demo);
  });

  test('loses and gains moments where it is said', () => {
    expect(titles(without(demo, 1))).toBe('ac');
    expect(titles(withMoment(demo, moment('d')))).toBe('abcd');
    expect(titles(withMoment(demo, moment('d'), 1))).toBe('adbc');
    expect(titles(reworded(demo, 1, { title: 'B' }))).toBe('aBc');
  });
});
