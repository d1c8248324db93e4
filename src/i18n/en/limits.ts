import type { LimitWhy } from '../../engine/pci/limits';
import { formatBytes, formatCount } from '../format';

export type { LimitId, LimitWhy, VfLimit } from '../../engine/pci/limits';
/** The numbers of one limit. */
export type Why<I extends LimitWhy['id']> = Extract<LimitWhy, { id: I }>;

const s = (n: number) => (n === 1 ? '' : 's');
const hex = (bus: number) => bus.toString(16).padStart(2, '0');
/** Said where pages are larger than those of most hosts. */
const page = ({ systemPage }: Why<'memory-window' | 'memory-window-32'>) =>
  systemPage === 4096
    ? ''
    : ` No VF BAR is smaller than a system page, ${formatBytes(systemPage)}.`;

export const limits = {
  control: 'Virtual functions (VFs)',
  slider: 'Number of VFs',
  field: 'Number of VFs, typed',
  hint: (p: { max: number }) => `0 to ${formatCount(p.max)}`,
  first: (p: { name: string; max: number }) =>
    `First limit on this card: ${p.name}, ${formatCount(p.max)} VF${s(p.max)}.`,
  reached: (p: { name: string; max: number }) =>
    `Limit reached: ${p.name}, ${formatCount(p.max)} VF${s(p.max)}.`,
  ties: (p: { names: string }) => `The same number is also set by: ${p.names}.`,
  refused: (p: { asked: number; device: string; max: number; value: number }) =>
    `${formatCount(p.asked)} VFs refused: ${p.device} can have ${formatCount(p.max)} here. It stays at ${formatCount(p.value)}.`,
  refusedBy: (p: { name: string }) => `Refused by ${p.name}.`,
  notANumber: 'A whole number is needed.',
  all: 'All limits',
  binds: 'first to bind',
  panel: {
    title: 'Limits on the number of VFs',
    scale:
      'VFs on the whole card, on a logarithmic scale. The line is what is enabled now. A name unfolds the numbers behind it.',
    first: (p: { name: string; max: number }) =>
      `First to bind: ${p.name}, ${formatCount(p.max)} VF${s(p.max)}.`,
    next: (p: { name: string; margin: number }) =>
      `Next comes ${p.name}, ${formatCount(p.margin)} more.`,
    row: (p: { name: string; max: number }) => `${p.name}: ${formatCount(p.max)} VF${s(p.max)}`,
    lift: {
      ari: 'Turn ARI on',
      buses: (p: { from: number; to: number }) => `${p.to} bus numbers instead of ${p.from}`,
      window: (p: { from: number; to: number }) =>
        `Window of ${formatBytes(p.to)} instead of ${formatBytes(p.from)}`,
      window32: (p: { from: number; to: number }) =>
        `Window below 4 GiB of ${formatBytes(p.to)} instead of ${formatBytes(p.from)}`,
      card: (p: { name: string }) => `Take the ${p.name}`,
    },
    after: (p: { name: string; max: number }) =>
      `then ${formatCount(p.max)} VF${s(p.max)}, held by ${p.name}`,
    given:
      'This host is given: how many bus numbers and how large a window its port has cannot be changed here. With a card of the lab they can.',
    noCard: 'This host has no network card with SR-IOV: there is nothing to limit.',
    undo: 'Undo the last change',
    host: 'Change the host and see what binds',
    ari: 'ARI forwarding at the root port',
    buses: 'Bus numbers of the port',
    window: 'Memory window above 4 GiB',
    window32: 'Memory window below 4 GiB',
    asNeeded: 'as the VFs need',
    page: 'Page of the kernel',
    bare: 'Start from a bare host',
    bareWhy: 'ARI off, one bus number, windows of 1 MiB: lift one limit after the other.',
  },
  story: {
    title: 'Is 256 the limit?',
    lead: '“SR-IOV allows 256 VFs” is folklore. The capability has 16 bits for their number; 256 is met in other places, which coincide by accident.',
    what: 'What has the limit',
    value: 'Value',
    of: {
      'functions-per-bus':
        'Functions on one bus number under ARI: 8 bits. A device goes on on the next bus number.',
      'bus-numbers': 'Bus numbers of a segment: 8 bits. A server has several segments.',
      'routing-ids': 'Routing IDs of a segment, all devices together.',
      'num-vfs-register': 'NumVFs and TotalVFs: the specification’s own limit for one PF.',
      product: (p: { product: string }) => `A product: ${p.product}.`,
      'ip-core': (p: { product: string }) => `A building block for chips: ${p.product}.`,
    },
  },
  name: {
    'device-total': 'total of the controller',
    'total-vfs': 'TotalVFs',
    'driver-max': 'driver maximum',
    'ari-reach': 'no ARI at the root port',
    'bus-numbers': 'bus numbers',
    'memory-window': 'memory window',
    'queue-pairs': 'queue pairs',
    'msix-vectors': 'MSI-X vectors',
    'functions-per-bus': 'function numbers',
    'memory-window-32': 'memory window below 4 GiB',
    'num-vfs-register': 'NumVFs register',
  },
  why: {
    'device-total': (w: Why<'device-total'>) =>
      w.ports === 1
        ? `The controller has ${w.vfs} VFs in all.`
        : `The controller has ${w.vfs} VFs in all; its ${w.ports} ports share them, ${Math.floor(w.vfs / w.ports)} each. This is a product’s number, not the specification’s: NumVFs is a 16-bit register.`,
    'total-vfs': (w: Why<'total-vfs'>) =>
      w.totals.some((total) => total !== w.totalVfs)
        ? `The TotalVFs registers of the ${w.pfs} PFs read ${w.totals.join(', ')}.`
        : `The TotalVFs register of each PF reads ${w.totalVfs}; ${w.pfs} PF${s(w.pfs)} make ${w.totalVfs * w.pfs}.`,
    'driver-max': (w: Why<'driver-max'>) => {
      const pools =
        w.pools === null
          ? ''
          : `: of the ${w.pools} pools of queues it keeps one for the PF itself`;
      const all = w.pfs === 1 ? '' : ` ${w.pfs} PFs make ${w.maxVfs * w.pfs}.`;
      return `The ${w.driver} driver accepts ${w.maxVfs} VFs per PF${pools}.${all}`;
    },
    'ari-reach': (w: Why<'ari-reach'>) =>
      `Without ARI forwarding the root port reaches only functions 0 to ${w.lastFunction} of device 0 on the card’s own bus, and the PFs take ${w.pfs} of them. Where the first VF of a PF lies beyond, sriov_numvfs answers “Input/output error”; where only later ones do, Linux makes them all, but no driver starts on those it cannot reach.`,
    'bus-numbers': (w: Why<'bus-numbers'>) => {
      const have =
        w.buses === 1
          ? `The root port has one bus number, ${hex(w.secondary)}.`
          : `The root port has ${w.buses} bus numbers, ${hex(w.secondary)} to ${hex(w.subordinate)}.`;
      const first = Math.max(...w.extraForFirst);
      const all = Math.max(...w.extraForAll);
      if (all === 0) return `${have} All VFs lie on the PFs’ own bus.`;
      return first > 0
        ? `${have} Already the first VF lies ${first} bus number${s(first)} above its PF.`
        : `${have} The last VF lies ${all} bus number${s(all)} above its PF.`;
    },
    'queue-pairs': (w: Why<'queue-pairs'>) =>
      `Of ${formatCount(w.pairs)} queue pairs each PF keeps ${w.keptByPf}, and a VF needs ${w.perVf}: ${Math.floor((w.pairs - w.keptByPf) / w.perVf)} VFs per PF.`,
    'msix-vectors': (w: Why<'msix-vectors'>) =>
      `Of ${formatCount(w.vectors)} MSI-X vectors each PF keeps ${w.keptByPf}, and a VF needs ${w.perVf} at least: ${Math.floor((w.vectors - w.keptByPf) / w.perVf)} VFs per PF. The more VFs, the fewer vectors each gets.`,
    'functions-per-bus': (w: Why<'functions-per-bus'>) => {
      const own =
        w.onOwnBus === w.perBus
          ? `Under ARI a bus number holds ${w.perBus} functions`
          : `Without ARI the card’s own bus holds ${w.onOwnBus} functions, any further one ${w.perBus}`;
      const buses = w.buses === 1 ? 'one bus number' : `${w.buses} bus numbers`;
      return `${own}; the port has ${buses}, and the PFs take ${w.pfs} of the functions.`;
    },
    'memory-window-32': (w: Why<'memory-window-32'>) =>
      `The VF BARs that are not 64-bit prefetchable must lie below 4 GiB: ${formatBytes(w.perVf)} for each VF, claimed for all TotalVFs at once, ${formatBytes(w.perPf)} per PF. Behind the root port ${formatBytes(w.window)} are free for them: ${w.pfsThatFit} of ${w.pfs} PF${s(w.pfs)} fit.${page(w)}`,
    'num-vfs-register': (w: Why<'num-vfs-register'>) =>
      `NumVFs and TotalVFs are 16-bit registers: ${formatCount(w.register)} VFs per PF. This is the specification’s own limit.`,
    'memory-window': (w: Why<'memory-window'>) =>
      `Each VF takes ${formatBytes(w.perVf)} of memory space, claimed for all TotalVFs at once: ${formatBytes(w.perPf)} per PF. Behind the root port ${formatBytes(w.window)} are free for them: ${w.pfsThatFit} of ${w.pfs} PF${s(w.pfs)} fit.${page(w)}`,
  },
};
