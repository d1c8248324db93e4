import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { UrlState } from './url';
import { readUrl } from './url';
import { MAX_UNPACKED_BYTES } from './url-packed';

/** Reads what writeUrl, or a person, has put behind the page's address. */
function read(address: string): Promise<UrlState> {
  const url = new URL(address, 'https://lab.example/page/');
  return readUrl(url.search, url.hash);
}

const packed = (text: string | Uint8Array) => deflateRawSync(text).toString('base64url');

describe('the packed part', () => {
  test('is read, and simple parameters win over it', async () => {
    const json = { seed: 7, host: { cores: 4 }, vms: [{ count: 5 }, { path: 'virtio' }] };
    const state = await read(`?vms=2#s=${packed(JSON.stringify(json))}`);
    expect(state.problems).toEqual([]);
    expect(state.scenarioInput).toEqual({ ...json, vms: [{ count: 2 }, { path: 'virtio' }] });
  });

  test.each([
    ['garbage', '!!!', 'not-packed'],
    ['nothing', '', 'not-packed'],
    ['letters that are no deflate stream', 'AAAA', 'not-packed'],
    ['an impossible length of base64', 'A', 'not-packed'],
    ['text that is no JSON', packed('{seed'), 'not-json'],
    ['bytes that are no UTF-8', packed(Uint8Array.from([0x22, 0xff, 0x22])), 'not-json'],
    ['a list', packed('[]'), 'not-an-object'],
    ['null', packed('null'), 'not-an-object'],
    ['more objects than can be handed on', packed(`{"a":[${'{},'.repeat(2e5)}{}]}`), 'too-large'],
    ['nesting without end', packed(`{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`), 'not-an-object'],
  ])('%s is a problem and nothing more', async (_, text, code) => {
    const state = await read(`?vms=3#s=${text}`);
    expect(state.problems).toMatchObject([{ name: 's', code }]);
    expect(state.scenarioInput).toEqual({ vms: [{ count: 3 }] });
  });

  test('a bomb is not unpacked', async () => {
    const bomb = packed(new Uint8Array(40 * MAX_UNPACKED_BYTES));
    expect(bomb.length).toBeLessThan(2 ** 19);
    expect((await read(`#s=${bomb}`)).problems).toMatchObject([{ name: 's', code: 'too-large' }]);
  });

  test('brackets in words are not counted', async () => {
    const json = { machine: '[{"\\'.repeat(50_000) };
    const state = await read(`#s=${packed(JSON.stringify(json))}`);
    expect(state.scenarioInput).toEqual(json);
  });

  test('cut short anywhere it is a problem or the whole', async () => {
    const whole = packed(JSON.stringify({ host: { cores: 4, cpuGHz: 3 }, run: { until: '1ms' } }));
    for (let length = 0; length < whole.length - 1; length++) {
      const { problems } = await read(`#s=${whole.slice(0, length)}`);
      expect(problems).toHaveLength(1);
    }
  });
});
