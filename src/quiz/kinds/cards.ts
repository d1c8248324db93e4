import { startKernelOf } from '../host';
import { formatBdf } from '../../engine/pci/routing';
import { distinct, type Kind } from '../question';
import { worldOf } from '../world';

/** Cards with SR-IOV whose VFs lie in different ways. */
const CARDS = [
  'intel-82599',
  'intel-i350',
  'intel-x710',
  'intel-e810',
  'nvidia-connectx5',
] as const;

export const cardScenario = (device: string, numVfs: number, host: object, vms = 1) => ({
  host,
  nic: { device, numVfs },
  vms: [{ count: vms, path: 'sriov', traffic: { kind: 'single' } }],
  run: { until: '50us' },
});

const hex = (n: number) => `0x${n.toString(16)}`;

/** PF + First VF Offset + index × VF Stride, as bus, device and function. */
export const routingId: Kind = {
  make: (draw) => {
    const device = draw.of(CARDS);
    const host = { ari: true, busesPerRootPort: 4 };
    const most = worldOf(cardScenario(device, 0, host)).topology.vfMax;
    const numVfs = draw.between(4, Math.min(most, 60));
    const scenario = cardScenario(device, numVfs, host);
    const { fact, topology } = worldOf(scenario);
    const [pf] = topology.card.pfs;
    if (pf === undefined || pf.numVfs < 3) return null;
    const n = draw.between(2, pf.numVfs - 1);
    const answer = fact('vf', n, 'routingId');
    const { rid, firstVfOffset, vfStride } = pf;
    const first = rid + firstVfOffset;
    return {
      scenario,
      ask: 'ask',
      figures: {
        device: topology.card.device.name,
        pf: formatBdf(rid),
        offset: String(firstVfOffset),
        stride: String(vfStride),
        n: String(n),
        pfHex: hex(rid),
        span: String(n * vfStride),
        far: String(firstVfOffset + n * vfStride),
        sum: hex(answer),
        answer: formatBdf(answer),
        bus: hex(answer >> 8),
        dev: hex((answer >> 3) & 31),
        fn: String(answer & 7),
      },
      form: {
        is: 'number',
        answer,
        notation: 'bdf',
        within: 0,
        mistakes: distinct(answer, [
          { answer: first + n, why: 'stride' },
          { answer: first + (n - 1) * vfStride, why: 'from-one' },
          { answer: rid + n * vfStride, why: 'offset' },
          { answer: rid + n, why: 'beside' },
        ]),
      },
      steps: ['pf', 'add', 'split'],
      fact: `vf[${String(n)}].routingId`,
    };
  },
};

/** The sum may carry over into the bus number. */
export const vfBus: Kind = {
  make: (draw) => {
    const device = draw.of(['intel-82599', 'intel-e810', 'intel-x710'] as const);
    const host = { ari: draw.of([true, false]), busesPerRootPort: 4 };
    const most = worldOf(cardScenario(device, 0, host)).topology.vfMax;
    if (most < 20) return null;
    const scenario = cardScenario(device, most, host);
    const { fact, topology } = worldOf(scenario);
    const { pfs, functions } = topology.card;
    const vfs = functions.filter(({ kind }) => kind === 'vf');
    const at = draw.between(0, vfs.length - 1);
    const vf = vfs[at];
    const pf = pfs[vf?.pf ?? 0];
    if (vf === undefined || pf === undefined) return null;
    const answer = fact('vf', at, 'routingId') >> 8;
    const own = pf.rid >> 8;
    const sum = pf.rid + pf.firstVfOffset + vf.index * pf.vfStride;
    return {
      scenario,
      ask: 'ask',
      figures: {
        device: topology.card.device.name,
        pf: formatBdf(pf.rid),
        offset: String(pf.firstVfOffset),
        stride: String(pf.vfStride),
        n: String(vf.index),
        ari: host.ari ? '@on' : '@off',
        low: String((pf.rid & 255) + pf.firstVfOffset + vf.index * pf.vfStride),
        carry: String((sum >> 8) - own),
        own: hex(own),
        answer: hex(answer),
      },
      form: {
        is: 'number',
        answer,
        notation: 'bus',
        within: 0,
        mistakes: distinct(answer, [
          { answer: own, why: 'own' },
          { answer: own + 1, why: 'next' },
        ]),
      },
      steps: ['low', 'carry'],
      fact: null,
    };
  },
};

/** How many VFs of a PF lie on its own bus number. */
export const sameBus: Kind = {
  make: (draw) => {
    const device = draw.of(['intel-82599', 'intel-e810', 'intel-x710', 'intel-i350'] as const);
    const host = { ari: true, busesPerRootPort: 4 };
    const most = worldOf(cardScenario(device, 0, host)).topology.vfMax;
    const scenario = cardScenario(device, most, host);
    const { topology } = worldOf(scenario);
    const { pfs, functions } = topology.card;
    const pf = pfs[draw.between(0, pfs.length - 1)];
    if (pf === undefined || pf.numVfs === 0) return null;
    const own = pf.rid >> 8;
    const answer = functions.filter(
      ({ kind, pf: of, rid }) => kind === 'vf' && of === pf.index && rid >> 8 === own,
    ).length;
    const first = (pf.rid & 255) + pf.firstVfOffset;
    const room = Math.max(0, Math.floor((255 - first) / pf.vfStride) + 1);
    return {
      scenario,
      ask: 'ask',
      figures: {
        device: topology.card.device.name,
        pf: formatBdf(pf.rid),
        offset: String(pf.firstVfOffset),
        stride: String(pf.vfStride),
        total: String(pf.numVfs),
        first: String(first),
        room: String(room),
        answer: String(answer),
      },
      form: {
        is: 'number',
        answer,
        notation: 'count',
        within: 0,
        mistakes: distinct(answer, [
          { answer: pf.numVfs, why: 'all' },
          { answer: 256, why: 'whole' },
          { answer: Math.max(0, 256 - first), why: 'stride' },
          { answer: 0, why: 'none' },
        ]),
      },
      steps: ['first', 'room', 'least'],
      fact: null,
    };
  },
};

/** One VF BAR register places all VFs: base + index × size of one. */
export const vfBar: Kind = {
  make: (draw) => {
    const device = draw.of(CARDS);
    const host = { ari: true, busesPerRootPort: 4 };
    const numVfs = draw.between(4, 8);
    const scenario = cardScenario(device, numVfs, host);
    const { topology } = worldOf(scenario);
    const vfs = topology.card.functions.filter(({ kind, pf }) => kind === 'vf' && pf === 0);
    const n = draw.between(2, vfs.length - 1);
    const [first, vf] = [vfs[0], vfs[n]];
    const bar = vf?.bars[0];
    if (first === undefined || vf === undefined || bar === undefined) return null;
    const { addressOf } = startKernelOf(scenario);
    const base = addressOf(first.bdf, bar.index);
    const answer = addressOf(vf.bdf, bar.index);
    const { sizeBytes } = bar;
    return {
      scenario,
      ask: 'ask',
      figures: {
        device: topology.card.device.name,
        bar: String(bar.index),
        base: hex(base),
        size: `${String(sizeBytes / 1024)} KiB`,
        sizeHex: hex(sizeBytes),
        n: String(n),
        span: hex(n * sizeBytes),
        total: String(topology.card.pfs[0]?.totalVfs ?? 0),
        answer: hex(answer),
      },
      form: {
        is: 'number',
        answer,
        notation: 'hex',
        within: 0,
        mistakes: distinct(answer, [
          { answer: base, why: 'same' },
          { answer: base + (n - 1) * sizeBytes, why: 'from-one' },
          { answer: base + n * 4096, why: 'page' },
        ]),
      },
      steps: ['span', 'add'],
      fact: null,
    };
  },
};

/** A function has one owner. */
export const noDevice: Kind = {
  make: (draw) => {
    const numVfs = draw.between(1, 6);
    const guests = numVfs + draw.between(1, 5);
    const scenario = cardScenario('intel-82599', numVfs, {}, guests);
    const { topology } = worldOf(scenario);
    const answer = topology.vms.filter(({ withoutDevice }) => withoutDevice).length;
    return {
      scenario,
      ask: 'ask',
      figures: {
        device: topology.card.device.name,
        vfs: String(numVfs),
        guests: String(guests),
        answer: String(answer),
      },
      form: {
        is: 'number',
        answer,
        notation: 'count',
        within: 0,
        mistakes: distinct(answer, [
          { answer: 0, why: 'shared' },
          { answer: guests, why: 'all' },
          { answer: answer - 1, why: 'pf' },
        ]),
      },
      steps: ['each', 'rest'],
      fact: null,
    };
  },
};
