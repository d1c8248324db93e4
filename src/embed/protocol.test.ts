import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SOURCE, VERSION } from './names';
import { readRequest } from './protocol';

const message = (rest: object) => ({ source: SOURCE, version: VERSION, id: 7, ...rest });

it('reads each method with what it takes', () => {
  const read = (method: string, params?: unknown) => readRequest(message({ method, params }));
  expect(read('play')).toEqual({
    ok: true,
    request: { id: 7, method: 'play', params: undefined },
  });
  expect(read('step', { n: -3 })).toMatchObject({ ok: true, request: { params: { n: -3 } } });
  expect(read('step', {})).toMatchObject({ ok: true, request: { params: { n: 1 } } });
  expect(read('seek', { t: '3us' })).toMatchObject({ ok: true });
  expect(read('metrics', { at: 'now' })).toMatchObject({ ok: true });
  expect(read('exec', { commandLine: 'ip link' })).toMatchObject({ ok: true });
});

it('names the place of what is wrong in a request', () => {
  const said = (method: string, params?: unknown) => {
    const read = readRequest(message({ method, params }));
    return read?.ok === false ? read.error.message : read;
  };
  expect(said('step', { n: 1.5 })).toBe('step: params.n: expected integer, received 1.5');
  expect(said('seek', { t: -1 })).toContain('seek: params.t');
  expect(said('seek')).toContain('seek: params: expected Object');
  expect(said('load', { scenario: 'x' })).toContain('load: params.scenario');
  expect(said('load', { scenario: [] })).toContain('load: params.scenario');
  expect(said('play', { now: true })).toContain('play: params.now');
  expect(said('exec', { commandLine: 'x'.repeat(5_000) })).toContain('exec: params.commandLine');
});

it('is silent about everything else', () => {
  for (const data of [
    null,
    'play',
    message({ method: 'eval' }),
    message({ method: 'constructor' }),
    message({ method: '__proto__' }),
    { ...message({ method: 'play' }), version: 2 },
    { ...message({ method: 'play' }), source: 'other' },
    { ...message({ method: 'play' }), id: {} },
    { type: 'iframe-child-init' },
  ])
    expect(readRequest(data)).toBeNull();
});

it('never throws, whatever is sent', () => {
  const wild = fc.anything({ withNullPrototype: true, withBigInt: true, withTypedArray: true });
  fc.assert(
    fc.property(
      wild,
      fc.constantFrom('load', 'seek', 'step', 'exec', 'metrics'),
      (data, method) => {
        expect(readRequest(data)).toBeNull();
        expect(readRequest(message({ method, params: data }))?.ok).toBeTypeOf('boolean');
      },
    ),
  );
});
