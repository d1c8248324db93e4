import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROFILE_IDS } from '../costs/profiles';
import { DEFAULT_SCENARIO } from './defaults';
import { parseScenario, parseScenarioText } from './parse';
import type { Scenario } from './scenario';
import { PATH_IDS, TRAFFIC_KINDS } from './scenario';
import { scenarioToJson } from './to-json';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const whole = (min: number, max: number) => fc.integer({ min, max });
const partial = <T extends Record<string, unknown>>(model: {
  [K in keyof T]: fc.Arbitrary<T[K]>;
}) => fc.record(model, { requiredKeys: [] });

const replay = fc
  .array(fc.record({ at: whole(0, 10_000_000_000), bytes: whole(60, 9014) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((frames) => ({
    name: 'two.pcap',
    macs: ['52:54:00:00:00:01', '52:54:00:00:00:02'],
    guest: 1,
    frames: frames
      .sort((a, b) => a.at - b.at)
      .map((frame, index) => ({ ...frame, src: index % 2, dst: (index + 1) % 2 })),
  }));

const traffic = fc
  .tuple(
    fc.constantFrom(...TRAFFIC_KINDS),
    fc.constantFrom('tx', 'rx', 'both', { to: 'vm0' }, { to: 'vm1' }),
    partial({
      packetBytes: whole(60, 9014),
      pps: number(1, 20e6),
      packets: whole(1, 100_000),
      batch: whole(1, 256),
    }),
    replay,
  )
  .map(([kind, direction, rest, frames]) => ({
    ...rest,
    kind,
    direction,
    ...(kind === 'replay' ? { replay: frames } : {}),
  }));

const input = partial({
  seed: whole(0, 2 ** 32 - 1),
  host: partial({
    profile: fc.constantFrom(...PROFILE_IDS),
    cores: whole(1, 256),
    vcpusPerCore: whole(1, 16),
    cpuGHz: number(0.5, 6),
    iommu: fc.boolean(),
    postedInterrupts: fc.boolean(),
    apicv: fc.boolean(),
    ari: fc.boolean(),
    busesPerRootPort: whole(1, 256),
    mmioWindow: whole(2 ** 20, 2 ** 46),
    mmioWindow32: whole(2 ** 20, 2 ** 30),
    pageSize: fc.constantFrom('4KiB', '16KiB', '64KiB'),
  }),
  nic: partial({
    device: fc.constantFrom('intel-82576', 'intel-82599', 'intel-e810', 'intel-xl710'),
    numVfs: whole(0, 130),
  }),
  vms: fc.array(
    partial({
      count: whole(1, 8),
      path: fc.constantFrom(...PATH_IDS),
      traffic,
      tuning: partial({
        eventIdx: fc.boolean(),
        interruptThrottleUs: number(0, 10_000),
        interruptThrottle: fc.constantFrom('fixed', 'adaptive'),
        napi: fc.boolean(),
        tso: fc.boolean(),
        mtu: whole(576, 9000),
        busyPollUs: number(0, 10_000),
        idlePoll: fc.boolean(),
        guestPolling: fc.boolean(),
        workerAffinity: fc.constantFrom('same', 'other'),
        irqAffinity: fc.constantFrom('same', 'other'),
      }),
    }),
    { maxLength: 8 },
  ),
  costs: partial({ exitLight: number(1300, 6750), copyByte: number(0.08, 0.6) }),
  run: partial({ until: whole(1_000_000, 10_000_000_000_000).map((ps) => `${ps}ps`) }),
});

/** Scenarios of every sort: random inputs, as far as the rules let them through. */
const scenarios = input
  .map((each) => parseScenario(each))
  .filter((result) => result.ok)
  .map((result) => result.scenario);

describe('a scenario written as JSON', () => {
  test('is empty for the default', () => {
    expect(scenarioToJson(DEFAULT_SCENARIO)).toEqual({});
  });

  test('holds what differs and nothing else', () => {
    const json = { nic: { device: 'intel-82576' }, vms: [{ path: 'virtio', traffic: { pps: 5 } }] };
    const result = parseScenario(json);
    expect(result.ok && scenarioToJson(result.scenario)).toEqual(json);
  });

  test('leaves out what follows from other keys', () => {
    const scenario = (json: unknown) => {
      const result = parseScenario(json);
      if (!result.ok) throw new Error(JSON.stringify(result.issues));
      return result.scenario;
    };
    const derived = scenario({ host: { apicv: false }, vms: [{ count: 9 }] });
    expect(derived.host.postedInterrupts).toBe(false);
    expect(scenarioToJson(derived)).toEqual({ host: { apicv: false }, vms: [{ count: 9 }] });
    const chosen = scenario({ host: { postedInterrupts: false }, vms: [{ count: 9 }, {}] });
    expect(scenarioToJson(chosen)).toEqual({
      host: { postedInterrupts: false },
      vms: [{ count: 9 }, {}],
    });
  });

  test('parses back to the same scenario', () => {
    let replays = 0;
    fc.assert(
      fc.property(scenarios, (scenario: Scenario) => {
        if (scenario.vms.some((vm) => vm.traffic.replay !== null)) replays++;
        const text = JSON.stringify(scenarioToJson(scenario));
        expect(parseScenarioText(text)).toEqual({ ok: true, scenario });
      }),
      { numRuns: 300 },
    );
    expect(replays).toBeGreaterThan(0);
  });
});
