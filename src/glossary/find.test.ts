import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadGlossary } from '.';

const en = await loadGlossary('en');
const zh = await loadGlossary('zh-CN');
const found = (text: string, { find } = en) =>
  find(text).flatMap(({ text: form, term }) => (term === null ? [] : [`${form}=${term}`]));

it('takes the longest form', () => {
  expect(found('The vhost-net worker and vfio-pci')).toEqual([
    'vhost-net=vhost-net',
    'vfio-pci=vfio-pci',
  ]);
  expect(found('VF BARs of a VF')).toEqual(['VF BARs=vf-bar', 'VF=vf']);
});

it('knows plurals and beginnings of sentences', () => {
  expect(found('Exits cost time.')).toEqual(['Exits=vm-exit']);
  expect(found('PFs; virtual functions')).toEqual(['PFs=pf', 'virtual functions=vf']);
});

it('finds no part of a word', () => {
  expect(found('string exited EPT_MISCONFIG e1000e springs guesthouse')).toEqual([]);
  expect(found('the PCI bridge above; no tap sees it')).toEqual([]);
});

it('finds a term once, and none that is known', () => {
  expect(found('exit, exit, VM exit')).toEqual(['exit=vm-exit']);
  expect(en.find('an exit', new Set(['vm-exit']))).toEqual([{ text: 'an exit', term: null }]);
});

it('needs no bounds in Chinese, but of Latin words', () => {
  expect(found('客户机的VF驱动按门铃', zh)).toEqual(['客户机=guest', 'VF=vf', '门铃=doorbell']);
  expect(found('在这个环境里循环', zh)).toEqual([]);
  expect(found('内存里的环（ring）', zh)).toEqual(['环=ring']);
  expect(found('VFTDTX', zh)).toEqual([]);
});

it('cuts any text into stretches that are the text, each term once', () => {
  const forms = [en, zh].flatMap(({ words }) => Object.values(words).flatMap((each) => each.forms));
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(...forms),
        fc.string({ maxLength: 3 }),
        fc.constantFrom(' ', '，', '-', '_', 's'),
      ),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.constantFrom(en, zh), (all, { find }) => {
      const stretches = find(all);
      expect(stretches.map((each) => each.text).join('')).toBe(all);
      const terms = stretches.flatMap(({ term }) => term ?? []);
      expect(new Set(terms).size).toBe(terms.length);
      expect(stretches.every((each) => each.text !== '')).toBe(true);
    }),
  );
});
