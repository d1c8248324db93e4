import { layoutEntry, type DeviceProfile, type RoutingEntry, type VfBar } from '../device-profile';
import type { RoutingId } from '../../units';
import { DEVICES } from '../devices';
import type { PcieHost } from '../host-bus';
import { vfLimits, type VfLimits } from '../limits';
import { busOf } from './dumped';
import type { DumpedPf } from './dumped-pf';
import type { DumpedTopology } from './topology';

/** The PFs of one device of a dumped host, with the slot it is in. */
export interface DumpedCard {
  /** Lowest Routing ID first. */
  readonly pfs: readonly DumpedPf[];
  /** Known device or not, with the numbers of the dump; `assumed` names what was put in. */
  readonly profile: DeviceProfile;
  /** A device of the lab's tables. */
  readonly known: boolean;
  /** An Ethernet controller: the lab can run traffic over it. */
  readonly network: boolean;
  readonly host: PcieHost;
  /** The port above can forward ARI, used or not. */
  readonly ariSupported: boolean;
  readonly limits: VfLimits;
}

const ETHERNET = 0x0200;
const QEMU_SUBSYSTEM = 0x1af4;
const LAST_BUS = 0xff;
/** Device/Port Type in the PCI Express Capabilities register (PCIe 6.0 §7.5.3.2). */
const DOWNSTREAM_PORT = 6;
const ASSUMED_VF_BAR = 16 * 1024;

/** Function numbers without an effect on anything, for a PF that has no VF anyway. */
const orOne = (value: number) => (value === 0 ? 1 : value);

function vfBarsOf(pf: DumpedPf, known: DeviceProfile | undefined): readonly VfBar[] {
  return pf.vfBars.map(({ index, is64bit, prefetchable, sizeBytes }) => ({
    index,
    is64bit,
    prefetchable,
    sizeBytes:
      sizeBytes ??
      known?.vfBars.find((bar) => bar.index === index)?.sizeBytes ??
      Math.max(ASSUMED_VF_BAR, pf.systemPage),
  }));
}

/** What the dump shows for the state it was taken in, and for the other state what the family would show. */
function routingOf(
  pfs: readonly DumpedPf[],
  ari: boolean,
  known: DeviceProfile | undefined,
): readonly RoutingEntry[] {
  return pfs.flatMap((pf, k) => {
    const firstVfOffset = orOne(pf.firstVfOffset);
    const vfStride = orOne(pf.vfStride);
    const seen: RoutingEntry = {
      pf: k,
      ari,
      firstVfOffset,
      vfStride,
      verified: true,
      derived: false,
    };
    const total = pfs[0]?.totalVfs ?? pf.totalVfs;
    const rule = (on: boolean) =>
      known && layoutEntry(known.layout, pf.vfStride, total, pf.rid & 7, on);
    // The rule speaks for this card only where it gives what was seen.
    const trusted = rule(ari)?.firstVfOffset === pf.firstVfOffset;
    const other = trusted ? rule(!ari) : undefined;
    return [
      seen,
      { ...seen, ...other, ari: !ari, verified: false, derived: true } satisfies RoutingEntry,
    ];
  });
}

function unknownProfile(pf: DumpedPf): DeviceProfile {
  const id = (value: number) => value.toString(16).padStart(4, '0');
  return {
    id: 'imported',
    name: `${id(pf.vendorId)}:${id(pf.deviceId)}`,
    vendorId: pf.vendorId,
    deviceId: pf.deviceId,
    vfDeviceId: pf.vfDeviceId,
    pfs: 1,
    linkGbps: 10,
    pcieGen: 3,
    pcieLanes: 8,
    totalVfsPerPf: pf.totalVfs,
    driverMaxVfsPerPf: null,
    driverPools: null,
    deviceTotalVfs: pf.totalVfs,
    deviceTotalIsShared: false,
    layout: { kind: 'block', first: 1, nonAriShift: 0 },
    routing: [],
    vfBars: [],
    supportedPages: pf.supportedPages,
    msixPerPf: null,
    msixPerVf: null,
    queuesPerVf: null,
    vectorPool: null,
    queuePool: null,
    driverPf: 'unknown',
    driverVf: 'unknown',
    assumed: ['linkGbps', 'driverMaxVfsPerPf', 'driverPf', 'driverVf', 'queuesPerVf', 'msixPerVf'],
    source: 'the imported dump',
  };
}

const GENERATIONS = 7;

function profileOf(
  pfs: readonly DumpedPf[],
  first: DumpedPf,
  ari: boolean,
  known: DeviceProfile | undefined,
): DeviceProfile {
  const base = known ?? unknownProfile(first);
  const sizesSeen = first.vfBars.every(({ sizeBytes }) => sizeBytes !== null);
  const { link } = first;
  return {
    ...base,
    vfDeviceId: first.vfDeviceId,
    pfs: pfs.length,
    pcieGen: link === null ? base.pcieGen : Math.min(GENERATIONS, link.speed),
    pcieLanes: link?.width ?? base.pcieLanes,
    totalVfsPerPf: first.addressable,
    eachPf: pfs.map((pf) => ({ fn: pf.rid & 0xff, totalVfs: pf.addressable })),
    deviceTotalVfs: base.deviceTotalIsShared
      ? base.deviceTotalVfs
      : pfs.reduce((sum, pf) => sum + pf.addressable, 0),
    routing: routingOf(pfs, ari, known),
    vfBars: vfBarsOf(first, known),
    supportedPages: first.supportedPages,
    msixPerPf: first.msix ?? base.msixPerPf,
    assumed: [
      ...base.assumed.filter((field) => !SEEN.has(field)),
      ...(sizesSeen ? [] : ['vfBars']),
      ...(link === null ? ['pcieGen', 'pcieLanes'] : []),
    ],
  };
}

/** Fields a dump settles, whatever the tables assumed. */
const SEEN: ReadonlySet<string> = new Set([
  'totalVfsPerPf',
  'deviceTotalVfs',
  'vfBars',
  'pcieGen',
  'pcieLanes',
  'msixPerPf',
]);

/** Where the card is: bus numbers from its own to the last that its port has, on a root bus to the next one in use. */
function hostOf(pf: DumpedPf, { above, rootBuses }: DumpedTopology): PcieHost {
  const bus = busOf(pf.rid);
  const port = above.get(bus);
  const slot = (rid: RoutingId, subordinate: number, onSwitch = false) => ({
    busesPerRootPort: subordinate - bus + 1,
    slot: { rid, secondary: bus, subordinate, onSwitch },
    pageSize: pf.systemPage,
  });
  if (port === undefined) {
    const taken = [...rootBuses, ...above.keys()].filter((other) => other > bus);
    return { ari: true, ...slot(bus << 8, Math.min(LAST_BUS + 1, ...taken) - 1) };
  }
  const unassigned = pf.vfBars.some(({ base }) => base === 0);
  return {
    // A port that is no PCI Express port does not filter by device number.
    ari: port.portType === null || port.ariEnabled,
    ...slot(port.rid, port.subordinate, port.portType === DOWNSTREAM_PORT),
    // VF BARs that have addresses fit; what more would fit a dump cannot tell.
    ...(unassigned && {
      mmioWindow: port.prefetchable?.size ?? 0,
      mmioWindow32: port.memory?.size ?? 0,
    }),
  };
}

/** Groups PFs into devices: behind a port all of a bus is one, on a root bus each device number. */
export function cardsOf(pfs: readonly DumpedPf[], topology: DumpedTopology): readonly DumpedCard[] {
  const groups = new Map<number, DumpedPf[]>();
  for (const pf of pfs) {
    const port = topology.above.get(busOf(pf.rid));
    const link = port !== undefined && port.portType !== null;
    const key = link ? pf.rid & 0xff00 : pf.rid & 0xfff8;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pf]);
    else group.push(pf);
  }
  return [...groups.values()].flatMap((group): DumpedCard[] => {
    const [first] = group;
    return first === undefined ? [] : [cardOf(group, first, topology)];
  });
}

/** By its ids; the emulated 82576 has those of the real one and tells itself by its subsystem. */
function knownDevice({
  vendorId,
  deviceId,
  subsystemVendorId,
}: DumpedPf): DeviceProfile | undefined {
  const alike = DEVICES.filter((d) => d.vendorId === vendorId && d.deviceId === deviceId);
  const emulated = subsystemVendorId === QEMU_SUBSYSTEM;
  return alike.find((d) => d.id.startsWith('qemu-') === emulated) ?? alike[0];
}

function cardOf(pfs: readonly DumpedPf[], first: DumpedPf, topology: DumpedTopology): DumpedCard {
  const known = knownDevice(first);
  const host = hostOf(first, topology);
  const profile = profileOf(pfs, first, host.ari, known);
  const port = topology.above.get(busOf(first.rid));
  return {
    pfs,
    profile,
    known: known !== undefined,
    network: first.classCode >> 8 === ETHERNET,
    host,
    ariSupported: port?.ariSupported ?? true,
    limits: vfLimits(profile, host),
  };
}
