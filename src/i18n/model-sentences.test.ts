import { describe, expect, test } from 'vitest';
import { COSTS } from '../engine/costs/costs';
import { PROFILES } from '../engine/costs/profiles';
import { CURVES } from '../engine/validation/curves';
import { FIGURES } from '../engine/validation/published';
import { SILENT } from '../engine/validation/silent';
import { CHECKS } from '../engine/validation/validate';
import { loadModelSentences } from './model-sentences';
import { checkSentences } from './zh-cn/model/checks';
import { costSentences } from './zh-cn/model/costs';

const said = new Set([
  ...Object.values(COSTS).map(({ what }) => what as string),
  ...Object.values(PROFILES).map(({ what }) => what),
  ...CHECKS.flatMap(({ figure, how, why }) => [
    FIGURES.get(figure)?.what ?? '',
    how,
    ...(why === undefined ? [] : [why]),
  ]),
  ...SILENT.map(({ why }) => why),
  ...CURVES.flatMap(({ what, letters }) => [
    what,
    ...Object.values(letters).filter((text) => text !== '0'),
  ]),
]);
const written = { ...costSentences, ...checkSentences };

describe('what the engine says of its model', () => {
  test('is there in Chinese, all of it and nothing else', () => {
    expect([...said].filter((sentence) => written[sentence] === undefined)).toEqual([]);
    expect(Object.keys(written).filter((sentence) => !said.has(sentence))).toEqual([]);
  });

  test('is Chinese, with its punctuation', () => {
    const texts = Object.values(written);
    expect(texts.filter((text) => !/[\u4e00-\u9fff]/u.test(text))).toEqual([]);
    expect(texts.filter((text) => /[\u4e00-\u9fff][,:;]/u.test(text))).toEqual([]);
  });

  test('stays English in English', async () => {
    expect((await loadModelSentences('en'))('start of a copy')).toBe('start of a copy');
    expect((await loadModelSentences('zh-CN'))('start of a copy')).toBe('一次拷贝的固定开销');
  });
});
