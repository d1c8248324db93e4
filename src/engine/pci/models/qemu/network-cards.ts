import type { BarShape } from '../../fabric';
import { DSN } from '../../registers/identity';
import { makeTemplate, type Part } from '../../registers/template';
import type { Props } from '../props';
import { macOf, type DeviceFactory } from './context';
import { aer, header0, io, mem32, msi64, msix, oneHeader, pcieEndpoint, pm, rom } from './parts';

/** QEMU's boot ROMs of network cards are 256 KiB; `rombar=0` and an empty `romfile` leave them out. */
export function bootRom(props: Props): readonly BarShape[] {
  const visible = props.number('rombar', 1, 0, 1) === 1;
  return visible && props.text('romfile') !== '' ? [rom(0x40000)] : [];
}

/** `e1000`: Intel 82540EM, conventional PCI without any capability. */
export const e1000: DeviceFactory = (_device, props, place) => {
  props.ignore('netdev', 'bootindex', 'autonegotiation', 'mitigation', 'extra_mac_registers');
  const bars = [mem32(0, 0x20000), io(1, 0x40), ...bootRom(props)];
  const multifunction = props.flag('multifunction', false);
  const ids = { vendor: 0x8086, device: 0x100e, class: 0x020000, revision: 3, pin: 1 };
  const template = makeTemplate({
    size: 256,
    bars,
    parts: [header0({ ...ids, multifunction })],
  });
  return new Map([[0, { role: 'endpoint', template, bars, mac: macOf(props, place.nic) }]]);
};

/** `rtl8139`: its capabilities pointer leads somewhere although it says that it has no list. */
export const rtl8139: DeviceFactory = (_device, props, place) => {
  props.ignore('netdev', 'bootindex');
  const bars = [io(0, 0x100), mem32(1, 0x100), ...bootRom(props)];
  const multifunction = props.flag('multifunction', false);
  const ids = { vendor: 0x10ec, device: 0x8139, class: 0x020000, revision: 0x20, pin: 1 };
  const template = makeTemplate({
    size: 256,
    bars,
    parts: [header0({ ...ids, multifunction }, { 'Capabilities Pointer': 0xdc })],
  });
  return new Map([[0, { role: 'endpoint', template, bars, mac: macOf(props, place.nic) }]]);
};

/** The serial number of a card with this address: EUI-64, ff:ff in the middle. */
function serialNumber(at: number, mac: string): Part {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac.split(':').map((x) => parseInt(x, 16));
  return {
    table: DSN,
    at,
    values: {
      'Serial Number (Lower DW)': 0xff000000 + d * 2 ** 16 + e * 2 ** 8 + f,
      'Serial Number (Upper DW)': a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + 0xff,
    },
  };
}

/** `e1000e`: Intel 82574L. */
export const e1000e: DeviceFactory = (_device, props, place) => {
  props.ignore('netdev', 'bootindex', 'disable_vnet_hdr', 'init-vet');
  const { release } = place;
  const mac = macOf(props, place.nic);
  const bars = [
    mem32(0, 0x20000),
    mem32(1, 0x20000),
    io(2, 0x20),
    mem32(3, 0x4000),
    ...bootRom(props),
  ];
  const ids = {
    vendor: 0x8086,
    device: 0x10d3,
    class: 0x020000,
    subVendor: props.number('subsys_ven', 0x8086, 0, 0xffff),
    subDevice: props.number('subsys', 0, 0, 0xffff),
    pin: 1,
    multifunction: props.flag('multifunction', false),
  };
  const template = makeTemplate({
    size: place.express ? 4096 : 256,
    bars,
    parts: [
      header0(ids),
      pm(0xc8, { capabilities: 0x0022, pme: true }),
      msi64(0xd0),
      pcieEndpoint(0xe0, { release, v1: true, integrated: place.root }),
      msix(0xa0, 5, 3, 0x2003),
      ...(place.express ? [oneHeader(aer(0x100, { release })), serialNumber(0x140, mac)] : []),
    ],
  });
  return new Map([[0, { role: 'endpoint', template, bars, mac }]]);
};
