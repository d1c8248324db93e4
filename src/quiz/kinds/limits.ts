import { instanceBills } from '../../engine/pci/instances/bill';
import { usedOf } from '../../engine/pci/instances/use';
import { vfLimits, type LimitId } from '../../engine/pci/limits';
import type { Draw } from '../../engine/kernel/draw';
import { distinct, type Kind } from '../question';
import { worldOf } from '../world';
import { cardScenario } from './cards';

const CARDS = [
  'intel-82599',
  'intel-x710',
  'intel-e810',
  'nvidia-connectx5',
  'intel-i350',
  'nvidia-connectx4lx',
] as const;
const WINDOWS = ['4MiB', '16MiB', '64GiB', '64GiB', '64GiB'] as const;

const bytes = (n: number) =>
  n % 2 ** 20 === 0 ? `${String(n / 2 ** 20)} MiB` : `${String(n / 1024)} KiB`;

/** A card in a host that is short of one thing or another, and all that limits its VFs there. */
function drawn(draw: Draw) {
  const device = draw.of(CARDS);
  const host = {
    ari: draw.of([true, true, false]),
    busesPerRootPort: draw.of([1, 1, 2, 8]),
    mmioWindow: draw.of(WINDOWS),
  };
  const scenario = cardScenario(device, 0, host);
  const { run, topology } = worldOf(scenario);
  const card = topology.card.device;
  const limits = vfLimits(card, run.scenario.host);
  const [pf] = topology.card.pfs;
  const figures = {
    device: card.name,
    pfs: String(card.pfs),
    total: String(card.totalVfsPerPf),
    all: String(card.deviceTotalVfs),
    driver: card.driverMaxVfsPerPf === null ? '@noLimit' : String(card.driverMaxVfsPerPf),
    bars: card.vfBars.map(({ sizeBytes }) => bytes(sizeBytes)),
    ari: host.ari ? '@on' : '@off',
    buses: String(host.busesPerRootPort),
    window: host.mmioWindow.replace('iB', ' iB').replace(/(\d+)([MG]) iB/u, '$1 $2iB'),
    offset: String(pf?.firstVfOffset ?? 0),
    stride: String(pf?.vfStride ?? 0),
    max: String(limits.max),
    binding: `@limit-${limits.binding}`,
    next: limits.next === null ? '@noLimit' : `@limit-${limits.next.id}`,
    nextMax: limits.next === null ? '' : String(limits.next.max),
  };
  return { scenario, topology, limits, figures, card };
}

/** How many VFs can be switched on. */
export const vfMax: Kind = {
  make: (draw) => {
    const { scenario, topology, limits, figures, card } = drawn(draw);
    const answer = topology.vfMax;
    if (limits.next === null) return null;
    return {
      scenario,
      ask: 'ask',
      figures,
      form: {
        is: 'number',
        answer,
        notation: 'count',
        within: 0,
        mistakes: distinct(answer, [
          { answer: limits.next.max, why: 'next' },
          { answer: card.deviceTotalVfs, why: 'card' },
          { answer: card.totalVfsPerPf, why: 'one-pf' },
          { answer: 256, why: 'folklore' },
          { answer: 65_535, why: 'register' },
        ]),
      },
      steps: ['lowest', 'next'],
      fact: 'card.vfMax',
    };
  },
};

/** Which limit is met first. */
export const binding: Kind = {
  make: (draw) => {
    const { scenario, limits, figures } = drawn(draw);
    if (limits.ties.length !== 1 || limits.next === null) return null;
    const others = limits.all.filter(({ id, max }) => id !== limits.binding && max > limits.max);
    const wrong: readonly LimitId[] = draw
      .shuffled([...new Set(others.map(({ id }) => id))])
      .slice(0, 3);
    if (wrong.length < 2) return null;
    const maxima = Object.fromEntries(others.map(({ id, max }) => [`max-${id}`, String(max)]));
    return {
      scenario,
      ask: 'ask',
      figures: { ...maxima, ...figures },
      form: {
        is: 'choice',
        options: draw.shuffled([limits.binding, ...wrong]),
        answer: limits.binding,
        mistakes: wrong.map((id) => ({ answer: id, why: id })),
      },
      steps: ['lowest', 'next'],
      fact: 'card.vfBinding',
    };
  },
};

/** MSI-X vectors that VFs take of the card, with those of its PFs. */
export const vectors: Kind = {
  make: (draw) => {
    const device = draw.of(['intel-e810', 'intel-82599', 'intel-x710'] as const);
    const n = draw.between(3, 40);
    return ofBill(device, 'vf', 'vectors', n);
  },
};

/** Routing IDs that instances of another kind take. */
export const routingIdsOf: Kind = {
  make: (draw) =>
    ofBill(
      draw.of(['nvidia-connectx5', 'nvidia-connectx7', 'nvidia-bluefield2'] as const),
      draw.of(['vf', 'vf', 'sf'] as const),
      'routing-ids',
      draw.between(2, 6),
    ),
};

function ofBill(device: string, kind: 'vf' | 'sf', resource: 'vectors' | 'routing-ids', n: number) {
  const scenario = cardScenario(device, 0, { ari: true, busesPerRootPort: 8 });
  const { run, topology, fact } = worldOf(scenario);
  const { device: card } = topology.card;
  const bill = instanceBills(card, run.scenario.host).find((each) => each.kind === kind);
  const row = bill?.rows.find((each) => each.resource === resource);
  if (row === undefined || row.each === null || bill?.absent !== null) return null;
  // Where nobody says how many the PFs take, there is nothing to add up.
  if (resource === 'vectors' && row.fixed === 0) return null;
  const answer = fact('bill', kind, n, resource);
  if (answer !== usedOf(row, n)) return null;
  return {
    scenario,
    ask: resource === 'vectors' ? 'ask' : kind,
    figures: {
      device: card.name,
      n: String(n),
      each: String(row.each),
      fixed: String(row.fixed),
      pfs: String(card.pfs),
      taken: String(n * row.each),
      answer: String(answer),
    },
    form: {
      is: 'number' as const,
      answer,
      notation: 'count' as const,
      within: 0,
      mistakes: distinct(answer, [
        { answer: n * row.each, why: 'fixed' },
        { answer: n, why: resource === 'vectors' ? 'one-each' : 'as-vf' },
        { answer: n + row.fixed, why: 'one-more' },
        { answer: row.fixed, why: 'free' },
        ...(resource === 'vectors' ? [] : [{ answer: n + card.pfs, why: 'with-pf' }]),
      ]),
    },
    steps: ['each', 'fixed'],
    fact: `bill.${kind}[${String(n)}].${resource}`,
  };
}
