import { describe, expect, test } from 'vitest';
import { DEFAULT_GROUP, DEFAULT_SCENARIO } from './defaults';
import { MAX_SCENARIO_CHARS, parseScenario, parseScenarioText } from './parse';
import type { Scenario } from './scenario';

function accepted(input: unknown): Scenario {
  const result = parseScenario(input);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.scenario;
}

describe('defaults', () => {
  test('an empty object is the first screen', () => {
    expect(accepted({})).toEqual(DEFAULT_SCENARIO);
    expect(accepted({ version: 1, vms: [], nic: {}, host: {}, run: {} })).toEqual(DEFAULT_SCENARIO);
  });

  test('the example of the public interface is the default scenario', () => {
    const example = {
      version: 1,
      seed: 1,
      host: {
        cores: 8,
        cpuGHz: 2.7,
        iommu: true,
        postedInterrupts: true,
        apicv: true,
        ari: true,
        busesPerRootPort: 8,
        mmioWindow: '64GiB',
      },
      nic: { device: 'intel-82599', numVfs: 4 },
      vms: [
        {
          count: 2,
          path: 'sriov',
          traffic: { kind: 'cbr', direction: 'tx', packetBytes: 1500, pps: 10000 },
          tuning: { eventIdx: true, interruptThrottleUs: 20, napi: true, busyPollUs: 0 },
        },
      ],
      run: { until: '10ms' },
    };
    expect(accepted(example)).toEqual(DEFAULT_SCENARIO);
  });

  test('one key of the first group leaves its other keys alone', () => {
    const { vms } = accepted({ vms: [{ path: 'virtio', traffic: { pps: 5 } }] });
    expect(vms).toEqual([
      { ...DEFAULT_GROUP, path: 'virtio', traffic: { ...DEFAULT_GROUP.traffic, pps: 5 } },
    ]);
  });

  test('a second group starts from the first default group, not from the first group', () => {
    const { vms } = accepted({ vms: [{ count: 1, path: 'virtio' }, { path: 'emulated' }] });
    expect(vms[1]).toEqual({ ...DEFAULT_GROUP, path: 'emulated' });
  });

  test('quantities become numbers', () => {
    expect(accepted({ run: { until: '12.5us' } }).run.until).toBe(12_500_000);
    expect(accepted({ host: { mmioWindow: '1GiB' } }).host.mmioWindow).toBe(2 ** 30);
    expect(accepted({ host: { mmioWindow: 2 ** 31 } }).host.mmioWindow).toBe(2 ** 31);
  });
});

describe('scenario text', () => {
  const notJson = (text: string) => {
    const result = parseScenarioText(text);
    return result.ok ? null : result.issues[0];
  };

  test('a byte order mark is allowed', () => {
    expect(parseScenarioText('\uFEFF{}').ok).toBe(true);
  });

  test.each([
    ['', '1:1 end of text'],
    ['{', '1:2 end of text'],
    ['{"seed": 1,}', '1:12 "}"'],
    ['{\n  "seed": 01\n}', '2:12 "1"'],
    ['{\n\n  seed: 1}', '3:3 "s"'],
    ['{"a": "b\n"}', '1:9 "\\n"'],
    ['[1 2]', '1:4 "2"'],
    ['{} x', '1:4 "x"'],
    ['{"a" 1}', '1:6 "1"'],
    ["{'a': 1}", `1:2 "'"`],
    ['{"a": NaN}', '1:7 "N"'],
    ['[1}', '1:3 "}"'],
    ['"\\x"', '1:2 "\\\\"'],
  ])('%j is refused at its line and column', (text, found) => {
    expect(notJson(text)).toEqual({
      path: '',
      code: 'not-json',
      found,
      allowed: 'a JSON document',
    });
  });

  test('a text of more than 8 MiB is not read', () => {
    expect(notJson(' '.repeat(MAX_SCENARIO_CHARS + 1))?.code).toBe('too-large');
  });
});
