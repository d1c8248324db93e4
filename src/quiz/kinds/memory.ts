import { LEVELS } from '../../engine/hw/iommu';
import { cannotMove } from '../../engine/scenario/effects';
import { distinct, type Kind } from '../question';
import { worldOf } from '../world';

const PAGES = ['4KiB', '2MiB', '1GiB'] as const;
const SHIFT = { '4KiB': 12, '2MiB': 21, '1GiB': 30 } as const;
const hex = (n: number) => `0x${n.toString(16)}`;

const guestWith = (pages: (typeof PAGES)[number], packets: number) => ({
  nic: { device: 'intel-82599', numVfs: 2 },
  vms: [
    {
      count: 1,
      path: 'sriov',
      traffic: { kind: 'burst', packets },
      tuning: { pages },
    },
  ],
  run: { until: '500us' },
});

/** Entries that walks have read: a miss reads one entry of each level. */
export const iommuReads: Kind = {
  make: (draw) => {
    const pages = draw.of(PAGES);
    const scenario = guestWith(pages, draw.between(2, 60));
    const { fact } = worldOf(scenario);
    const [hits, misses] = [fact('iotlb', 'hits'), fact('iotlb', 'misses')];
    const levels = LEVELS[pages];
    const answer = misses * levels;
    if (misses === 0) return null;
    return {
      scenario,
      ask: 'ask',
      figures: {
        pages: pages.replace('iB', ' iB').replace(/(\d+)([KMG]) iB/u, '$1 $2iB'),
        hits: String(hits),
        misses: String(misses),
        levels: String(levels),
        answer: String(answer),
      },
      form: {
        is: 'number',
        answer,
        notation: 'count',
        within: 0,
        mistakes: distinct(answer, [
          { answer: misses, why: 'one' },
          { answer: (hits + misses) * levels, why: 'hits' },
          { answer: misses * 4, why: 'four' },
          { answer: misses * (levels - 1), why: 'leaf' },
        ]),
      },
      steps: ['levels', 'all'],
      fact: 'iotlb.misses',
    };
  },
};

/** Where a device's address leads, given the entry at the end of the walk. */
export const iova: Kind = {
  make: (draw) => {
    const pages = draw.of(PAGES);
    const scenario = guestWith(pages, draw.between(1, 40));
    const { run, topology } = worldOf(scenario);
    const fn = topology.vms[0]?.fn ?? -1;
    const [walk] = run.inspect(run.end, { kind: 'function', fn })?.addresses?.walks ?? [];
    const leaf = walk?.iommu?.at(-1);
    if (walk === undefined || walk.iommu === null || leaf === undefined) return null;
    const [from, answer, entry] = [walk.gpa, walk.hpa, leaf.entry].map(Number) as [
      number,
      number,
      number,
    ];
    const size = 2 ** SHIFT[pages];
    const page = entry - (entry % 4096);
    const offset = from % size;
    return {
      scenario,
      ask: 'ask',
      figures: {
        iova: hex(from),
        pages: pages.replace(/(\d+)/u, '$1 '),
        bits: String(SHIFT[pages]),
        levels: String(walk.iommu.length),
        entries: walk.iommu.map(({ level, entry: read }) => `${String(level)}: ${read}`),
        entry: leaf.entry,
        page: hex(page),
        offset: hex(offset),
        answer: hex(answer),
      },
      form: {
        is: 'number',
        answer,
        notation: 'hex',
        within: 0,
        mistakes: distinct(answer, [
          { answer: from, why: 'same' },
          { answer: page, why: 'page' },
          { answer: page + (from % 4096), why: 'small' },
          { answer: entry + offset, why: 'flags' },
        ]),
      },
      steps: ['leaf', 'offset', 'add'],
      fact: null,
    };
  },
};

/** Devices of guests, and what stands for them in the question. */
const GUESTS = {
  emulated: { path: 'emulated' },
  virtio: { path: 'virtio' },
  'vhost-net': { path: 'vhost-net' },
  'vhost-user': { path: 'vhost-user' },
  vf: { path: 'sriov' },
  'vf-standby': { path: 'sriov', failover: true },
  'vf-own-driver': { path: 'sriov', vfioDriver: 'mlx5_vfio_pci' },
} as const;
const GUEST_NAMES = Object.keys(GUESTS) as readonly (keyof typeof GUESTS)[];

/** Guests that QEMU moves while they run. */
export const movable: Kind = {
  make: (draw) => {
    const names = draw.shuffled(GUEST_NAMES).slice(0, draw.between(3, 5));
    const scenario = {
      nic: { device: 'nvidia-connectx7', numVfs: 8 },
      vms: names.map((name) => ({ count: 1, ...GUESTS[name], traffic: { kind: 'single' } })),
      run: { until: '50us' },
    };
    const { run } = worldOf(scenario);
    const stuck = run.scenario.vms.filter((group) => cannotMove(group) !== null).length;
    const answer = names.length - stuck;
    const vfs = names.filter((name) => name.startsWith('vf')).length;
    const virtual = names.filter((name) => !name.startsWith('vf') && name !== 'emulated').length;
    return {
      scenario,
      ask: 'ask',
      figures: {
        guests: names.map((name) => `@guest-${name}`),
        stuck: stuck === 0 ? '@none' : names.filter((name) => name === 'vf').map(() => '@guest-vf'),
        answer: String(answer),
      },
      form: {
        is: 'number',
        answer,
        notation: 'count',
        within: 0,
        mistakes: distinct(answer, [
          { answer: names.length - vfs, why: 'no-vf' },
          { answer: names.length, why: 'all' },
          { answer: virtual, why: 'virtio' },
          { answer: 0, why: 'none' },
        ]),
      },
      steps: ['state', 'ways', 'count'],
      fact: null,
    };
  },
};
