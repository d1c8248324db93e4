import { expect, test } from 'vitest';
import { textWidth } from '../../scene/layout/text-fit';
import { wrapped } from './wrapped';

test('words stay whole, Chinese breaks between signs, and no line begins with what closes', () => {
  const english = wrapped('The driver tells the device where the data is', 120, 12);
  expect(english.length).toBeGreaterThan(2);
  expect(english.join(' ')).toBe('The driver tells the device where the data is');
  expect(english.every((line) => textWidth(line, 12) <= 120)).toBe(true);
  const chinese = wrapped('门铃：驱动通知设备，设备经 IOMMU 直接读写内存。', 100, 12);
  expect(chinese.join('').replaceAll(' ', '')).toBe(
    '门铃：驱动通知设备，设备经IOMMU直接读写内存。',
  );
  expect(chinese.some((line) => /^[，。：]/u.test(line))).toBe(false);
  expect(wrapped('', 100, 12)).toEqual([]);
});
