import { describe, expect, it } from 'vitest';
import { buildHost } from '../paths/host';
import { scenario } from '../testing';
import { ACTS_ON, overriddenBy, type TuningId } from './effects';
import { PATH_IDS, type PathId } from './scenario';

const HOST_SWITCHES: readonly string[] = ['apicv', 'postedInterrupts', 'iommu', 'vcpusPerCore'];

/** What each setting is changed to, and what has to be set beside it so that it can matter. */
const CHANGED: Readonly<
  Record<
    TuningId,
    {
      readonly to: unknown;
      readonly count?: number;
      readonly host?: object;
      readonly tuning?: object;
      readonly traffic?: object;
    }
  >
> = {
  apicv: { to: false, host: { postedInterrupts: false } },
  postedInterrupts: { to: false },
  iommu: { to: false, host: { postedInterrupts: false } },
  vcpusPerCore: { to: 2, count: 2 },
  workerAffinity: { to: 'same' },
  eventIdx: { to: false },
  ioeventfd: { to: false },
  napiTx: { to: false },
  mappedDoorbell: { to: false },
  busyPollUs: { to: 80 },
  interruptThrottleUs: { to: 300 },
  interruptThrottle: { to: 'adaptive' },
  irqAffinity: { to: 'same', host: { postedInterrupts: false } },
  pages: { to: '4KiB' },
  // One flow stays on one queue.
  queues: { to: 2, traffic: { flows: 4 } },
  tso: { to: true },
  mtu: { to: 600 },
  // Without trust it is refused: what is left is that it was asked for.
  promiscuous: { to: true, tuning: { vfReset: true } },
  vfReset: { to: true },
  napi: { to: false },
  pvEoi: { to: true, host: { apicv: false } },
  idlePoll: { to: true },
  haltPollUs: { to: 0 },
  guestPolling: { to: true },
};

const TRAFFIC = [
  { kind: 'poisson', direction: 'both', pps: 40_000 },
  { kind: 'cbr', direction: 'rx', pps: 200_000 },
  { kind: 'cbr', direction: 'rx', pps: 10_000 },
  { kind: 'burst', direction: 'tx', packets: 300, batch: 4 },
];

function books(path: PathId, traffic: object, host: object, tuning: object, count = 1): string {
  const s = scenario({
    host,
    nic: { numVfs: path === 'passthrough' ? 0 : 2 },
    vms: [{ count, path, traffic, tuning }],
    run: { until: '2ms' },
  });
  const { machine } = buildHost(s);
  machine.sim.run(s.run.until);
  return JSON.stringify(machine.s.tallies);
}

/** Does changing one setting change what a run comes to, with any of the kinds of traffic? */
function matters(id: TuningId, path: PathId): boolean {
  const { to, count, host = {}, tuning = {}, traffic: more = {} } = CHANGED[id];
  const onHost = HOST_SWITCHES.includes(id);
  return TRAFFIC.map((traffic) => ({ ...traffic, ...more })).some(
    (traffic) =>
      books(path, traffic, host, tuning, count) !==
      books(
        path,
        traffic,
        onHost ? { ...host, [id]: to } : host,
        onHost ? tuning : { ...tuning, [id]: to },
        count,
      ),
  );
}

/** Refused on these paths; they are not among those it acts on or cannot be otherwise. */
const REFUSED: Readonly<Partial<Record<TuningId, readonly PathId[]>>> = {
  iommu: ['passthrough', 'sriov'],
  ioeventfd: ['vhost-net', 'vhost-user'],
  queues: PATH_IDS.filter((path) => !ACTS_ON.queues.includes(path)),
  guestPolling: PATH_IDS.filter((path) => !ACTS_ON.guestPolling.includes(path)),
};

describe.each(Object.keys(CHANGED) as TuningId[])('%s', (id) => {
  it('acts on the paths it is said to act on, and on no other', () => {
    const free = PATH_IDS.filter((path) => !REFUSED[id]?.includes(path));
    expect(free.filter((path) => matters(id, path))).toEqual(
      free.filter((path) => ACTS_ON[id].includes(path)),
    );
  });
});

describe('a guest that polls', () => {
  const polls = { guestPolling: true };
  const unposted = { postedInterrupts: false };
  it.each<[TuningId, PathId, object, unknown]>([
    ['eventIdx', 'vhost-user', {}, false],
    ['napiTx', 'vhost-user', {}, false],
    ['napi', 'vhost-user', {}, false],
    ['idlePoll', 'sriov', {}, true],
    ['haltPollUs', 'sriov', {}, 0],
    ['interruptThrottle', 'sriov', {}, 'adaptive'],
    ['interruptThrottleUs', 'passthrough', {}, 300],
    ['irqAffinity', 'sriov', unposted, 'same'],
  ])('does without %s', (id, path, host, to) => {
    const settings = scenario({ host, vms: [{ path, tuning: polls }] });
    expect(overriddenBy(id, settings.host, settings.vms[0]!)).toBe('guest-polls');
    for (const traffic of TRAFFIC) {
      expect(books(path, traffic, host, { ...polls, [id]: to })).toBe(
        books(path, traffic, host, polls),
      );
    }
  });
});

describe('a setting that another overrides', () => {
  const group = (path: PathId, tuning: object) =>
    scenario({ vms: [{ path, tuning }] }).vms[0] as never;
  it.each<[string, TuningId, PathId, object, object, unknown]>([
    ['posted', 'irqAffinity', 'sriov', {}, {}, 'same'],
    ['never-halts', 'haltPollUs', 'virtio', {}, { idlePoll: true }, 0],
    ['no-napi', 'napiTx', 'virtio', {}, { napi: false }, false],
    ['adaptive', 'interruptThrottleUs', 'sriov', {}, { interruptThrottle: 'adaptive' }, 100],
    ['floor', 'interruptThrottleUs', 'emulated', {}, {}, 100],
  ])('%s: %s makes no difference', (why, id, path, host, tuning, to) => {
    expect(overriddenBy(id, scenario({ host }).host, group(path, tuning))).toBe(why);
    for (const traffic of TRAFFIC) {
      expect(books(path, traffic, host, { ...tuning, [id]: to })).toBe(
        books(path, traffic, host, tuning),
      );
    }
  });
});
