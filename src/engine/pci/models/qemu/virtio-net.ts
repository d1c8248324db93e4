import { virtioCapability } from '../../registers/vendor-specific';
import { ATS } from '../../registers/translation';
import { makeTemplate, type Part } from '../../registers/template';
import type { Props } from '../props';
import { macOf, type DeviceFactory, type Place } from './context';
import { bootRom } from './network-cards';
import { aer, header0, io, mem32, mem64, msix, pcieEndpoint, pm } from './parts';

/** Properties that are features of the virtual queue, not of the function. */
const FEATURES = [
  'netdev mq ioeventfd event_idx indirect_desc packed iommu_platform bootindex failover rss hash',
  'csum gso status speed duplex mrg_rxbuf notify_on_empty any_layout queue_reset host_mtu',
  'guest_csum guest_tso4 guest_tso6 guest_ecn guest_ufo guest_announce guest_uso4 guest_uso6',
  'host_tso4 host_tso6 host_ecn host_ufo host_uso ctrl_vq ctrl_rx ctrl_vlan ctrl_rx_extra',
  'ctrl_mac_addr ctrl_guest_offloads tx rx_queue_size tx_queue_size use-started page-per-vq',
].flatMap((line) => line.split(' '));

/** Type, offset within BAR 4. */
const STRUCTURES = [
  [1, 0x0000],
  [3, 0x1000],
  [4, 0x2000],
  [2, 0x3000],
] as const;

/** The structures' capabilities from `first` on, in the order QEMU adds them: each new one heads the list. */
function structures(first: number): { readonly parts: readonly Part[]; readonly end: number } {
  const parts: Part[] = [];
  let at = first;
  for (const [type, offset] of STRUCTURES) {
    parts.unshift(structure(at, type, { bar: 4, offset, length: 0x1000 }));
    at += type === 2 ? 20 : 16;
  }
  parts.unshift(structure(at, 5, { bar: 0, offset: 0, length: 0 }));
  return { parts, end: at + 20 };
}

interface Window {
  readonly bar: number;
  readonly offset: number;
  readonly length: number;
}

function structure(at: number, type: number, { bar, offset, length }: Window): Part {
  const table = virtioCapability(type === 2 || type === 5 ? 20 : 16, type);
  return {
    table,
    at,
    values: {
      'Capability Length': table.size,
      'Configuration Type': type,
      BAR: bar,
      Offset: offset,
      Length: length,
      ...(type === 2 && { 'Notify Offset Multiplier': 4 }),
    },
  };
}

/** PCI Express, power management and what hangs on them: only behind a port. */
function expressParts(props: Props, place: Place): { list: readonly Part[]; extended: Part[] } {
  const { release } = place;
  const errors = props.flag('aer', false);
  const ats = props.flag('ats', false);
  const extended: Part[] = [];
  if (errors) extended.push(aer(0x100, { release }));
  if (ats) {
    extended.push({ table: ATS, at: errors ? 0x148 : 0x100, values: { 'ATS Capability': 0x20 } });
  }
  return {
    list: [
      pm(0x7c, { capabilities: 0x0003 }),
      pcieEndpoint(0x40, { release, flr: true, errors: true, link: true, integrated: false }),
    ],
    extended,
  };
}

/** `virtio-net-pci`: transitional on a root bus, modern only behind a PCI Express port. */
export const virtioNet: DeviceFactory = (_device, props, place) => {
  props.ignore(...FEATURES);
  const behindPort = place.express && !place.root;
  const legacyProp = props.text('disable-legacy');
  const legacy =
    legacyProp === null || legacyProp === 'auto'
      ? !behindPort
      : !props.flag('disable-legacy', false);
  const modern = !props.flag('disable-modern', false);
  if (!legacy && !modern) {
    throw props.error('disable-modern', 'then neither the legacy nor the modern interface is left');
  }
  const vectors = props.number('vectors', 4, 0, 2048);
  const multifunction = props.flag('multifunction', false);
  const ids = {
    vendor: 0x1af4,
    device: legacy ? 0x1000 : 0x1041,
    class: 0x020000,
    revision: legacy ? 0 : 1,
    subVendor: 0x1af4,
    subDevice: legacy ? 0x0001 : 0x1100,
    pin: 1,
    multifunction,
  };
  const tableBytes = 2 ** Math.ceil(Math.log2(Math.max(vectors, 1) * 16));
  const pending = Math.max(0x800, tableBytes);
  const bars = [
    ...(legacy ? [io(0, 0x20)] : []),
    ...(vectors > 0 ? [mem32(1, pending * 2)] : []),
    ...(modern ? [mem64(4, 0x4000, true)] : []),
    ...bootRom(props),
  ];
  const express = behindPort ? expressParts(props, place) : { list: [], extended: [] };
  if (!behindPort) props.ignore('ats', 'aer');
  const { parts, end } = modern
    ? structures(behindPort ? 0x84 : 0x40)
    : { parts: [], end: behindPort ? 0x84 : 0x40 };
  const template = makeTemplate({
    size: behindPort ? 4096 : 256,
    bars,
    parts: [
      header0(ids),
      ...(vectors > 0 ? [msix(end, vectors, 1, pending + 1)] : []),
      ...parts,
      ...express.list,
      ...express.extended,
    ],
  });
  return new Map([[0, { role: 'endpoint', template, bars, mac: macOf(props, place.nic) }]]);
};
