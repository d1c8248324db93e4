import jsQr from 'jsqr';
import { expect, test } from 'vitest';
import { qrPath } from './qr-path';

const PX = 4;

/** What a camera sees of the path, and what a reader that is not its writer makes of it. */
function readBack({ size, d }: { readonly size: number; readonly d: string }): string | undefined {
  const width = size * PX;
  const image = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x = '', y = '', run = ''] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/gu)) {
    for (let py = Number(y) * PX; py < (Number(y) + 1) * PX; py++) {
      for (let px = Number(x) * PX; px < (Number(x) + Number(run)) * PX; px++) {
        image.fill(0, (py * width + px) * 4, (py * width + px) * 4 + 3);
      }
    }
  }
  return jsQr(image, width, width)?.data;
}

test.each([
  'https://lab.example/?lang=en&lesson=vm-exit&step=who&t=12036667ps',
  'https://lab.example/sriov/?lang=zh-CN&lesson=https%3A%2F%2Fschool.example%2F%E8%AF%BE.md&step=predict-1',
  `https://lab.example/#s=${'aZ09-_'.repeat(100)}`,
])('%s is read back from its code', (text) => {
  const code = qrPath(text);
  expect(code).not.toBeNull();
  expect(code && readBack(code)).toBe(text);
});

test('an address that would make too small a code has none', () => {
  expect(qrPath(`https://lab.example/#s=${'x'.repeat(2_000)}`)).toBeNull();
});
