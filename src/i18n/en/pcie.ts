import { formatBytes, formatCount } from '../format';

/** Powers of two need no decimals: 16 KiB. */
const bytes = (size: number) => formatBytes(size).replace(/\.0+(?= )/u, '');
const s = (n: number) => (n === 1 ? '' : 's');

export const pcie = {
  title: 'PCIe functions',
  path: 'Where you are',
  host: 'Host',
  treeLabel: 'PCIe tree of the host, from the root complex to the functions',
  rootComplex: 'Root complex',
  role: {
    'host-bridge': 'Host bridge',
    'root-port': 'Root port',
    'upstream-port': 'Switch',
    'downstream-port': 'Switch port',
    endpoint: 'Endpoint',
    vf: 'VF',
  },
  /** Base class codes. */
  classes: {
    storage: 'Storage',
    network: 'Network',
    display: 'Display',
    bridge: 'Bridge',
    serial: 'Serial bus',
    base: 'Base system',
  },
  others: (p: { n: number }) => `${p.n} of the chipset`,
  buses: (p: { first: string; last: string }) =>
    p.first === p.last ? `bus ${p.first}` : `buses ${p.first}–${p.last}`,
  noBuses: 'no bus number',
  group: (p: { group: string }) => `group ${p.group}`,
  groupLong: 'IOMMU group',
  ariOn: 'ARI on',
  ariOff: 'ARI off',
  pfName: (p: { pf: number }) => `PF${p.pf}`,
  vfName: (p: { n: number }) => `VF${p.n}`,
  vfOfPf: (p: { n: number; pf: number }) => `VF${p.n} of PF${p.pf}`,
  vfRange: (p: { first: number; last: number }) => `VF${p.first}–VF${p.last}`,
  vfCount: (p: { n: number; total: number }) =>
    `${p.n === 0 ? 'no VF' : `${formatCount(p.n)} VF${s(p.n)}`} of ${formatCount(p.total)}`,
  toggle: (p: { name: string; expanded: boolean }) =>
    `${p.expanded ? 'Fold' : 'Unfold'} what is below ${p.name}`,
  groupHint: 'shown in the grid',
  nobody: 'No function is selected.',
  gridTitle: (p: { bus: string }) => `Bus ${p.bus}`,
  gridLabel: (p: { bus: string }) =>
    `The 256 function numbers of bus ${p.bus}, 16 rows of 16. Arrow keys move, Enter selects.`,
  gridUsed: (p: { used: number }) => `${p.used} of 256 function numbers in use`,
  gridWhy:
    'One bus number has 256 function numbers: 32 devices × 8 functions, or, with ARI, one function field of 8 bits. A card with more goes on with the next bus number.',
  busesLabel: 'Go to a bus',
  busTile: (p: { bus: string; used: number }) => `Bus ${p.bus}, ${p.used} functions`,
  row: (p: { first: string; last: string }) => `Function numbers ${p.first} to ${p.last}`,
  cell: (p: { name: string; bdf: string; silent: boolean }) =>
    `${p.name}, ${p.bdf}${p.silent ? ', answers no more' : ''}`,
  unused: 'Unused',
  readoutHint: 'Point at a cell, or move there with the arrow keys, to see its address.',
  legend: 'Legend',
  legendPf: 'PF',
  legendVf: (p: { pf: number }) => `VFs of PF${p.pf}`,
  ranges: 'VFs by bus',
  moreRanges: (p: { n: number }) => `and ${formatCount(p.n)} more`,
  column: { pf: 'PF', vfs: 'VFs', first: 'First', last: 'Last', stride: 'Stride', bus: 'Bus' },
  detail: 'Selected function',
  cards: 'Which function is the card?',
  cardsWhy:
    'A network card has a physical function (PF) for each port. The VFs are its own too: functions with an address and registers, which a PF makes.',
  vfio: 'vfio-pci holds it for a guest: the guest’s own driver works on its registers, and the host has no network interface for it.',
  nothing:
    'Select a function to see how its address comes about; open it to see its registers, down to one bit.',
  previous: 'Previous function',
  next: 'Next function',
  close: 'Clear the selection',
  open: 'Open the configuration space',
  physical: (p: { pf: number }) => `Physical function ${p.pf}`,
  virtual: (p: { n: number; pf: number }) => `Virtual function ${p.n} of PF${p.pf}`,
  rid: 'Routing ID',
  steps: 'How the Routing ID comes about',
  carry: (p: { from: string; to: string }) =>
    `The sum carries into the bus number: ${p.from} becomes ${p.to}.`,
  asDevice: 'Read as device and function',
  asAri: 'Read as ARI function number',
  noAriHere: 'ARI is off here: the port below which it hangs reads device and function.',
  ariHere: 'ARI is on: the 8 low bits are one function number; lspci still prints device.function.',
  bits: { bus: 'bus', device: 'device', fn: 'function', ari: 'function number (ARI)' },
  field: {
    name: 'Name',
    ids: 'Vendor and device ID',
    class: 'Class code',
    driver: 'Driver',
    netdev: 'Network interface',
    group: 'IOMMU group',
    totalVfs: 'TotalVFs',
    driverMax: 'Driver accepts',
    numVfs: 'NumVFs',
    offset: 'First VF Offset',
    stride: 'VF Stride',
    buses: 'Buses below',
  },
  none: 'none',
  silent: 'answers no more',
  silentWhy:
    'The kernel still lists this function, but the hardware no longer answers: its registers read ffff. Whoever clears VF Enable with setpci goes behind the kernel’s back.',
  bars: 'Base address registers',
  vfBars: 'VF BARs',
  windows: 'Windows of the bridge',
  window: { io: 'I/O', memory: 'memory', prefetchable: 'prefetchable memory' },
  closed: 'closed',
  opens: (p: { kind: string; size: string }) =>
    p.kind === 'prefetchable' ? `${p.size} pref` : p.size,
  bar: (p: { index: number }) => `BAR ${p.index}`,
  vfBar: (p: { index: number }) => `VF BAR ${p.index}`,
  kind: (p: { kind: string; prefetchable: boolean }) =>
    `${p.kind === 'io' ? 'I/O' : p.kind === 'mem64' ? 'memory, 64-bit' : 'memory, 32-bit'}${p.prefetchable ? ', prefetchable' : ''}`,
  unplaced: 'not placed',
  slice: (p: { base: string; index: number; size: string; at: string }) =>
    `${p.base} + ${p.index} · ${p.size} = ${p.at}`,
  claim: (p: { size: number; total: number }) =>
    `${bytes(p.size)} for each of ${formatCount(p.total)} VFs: ${bytes(p.size * p.total)} claimed`,
  barColumn: { which: 'Register', at: 'Address', size: 'Size', kind: 'Kind' },
  vfSlices: 'Its slices of the PF’s VF BARs',
  waiting: 'Asking the host …',
};
