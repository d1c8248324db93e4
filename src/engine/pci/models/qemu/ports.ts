import { ACS } from '../../registers/routing';
import { PCIE_DOWNSTREAM, PCIE_ROOT_PORT, PCIE_UPSTREAM } from '../../registers/pcie';
import { vendorSpecific } from '../../registers/vendor-specific';
import { makeTemplate, type Part } from '../../registers/template';
import type { FunctionModel, Reservation } from '../function-model';
import type { Props } from '../props';
import type { DeviceFactory } from './context';
import { aer, header1, mem32, msi64, msix, pciePort, ssvid } from './parts';

const ALL_ONES_32 = 2 ** 32 - 1;

const one = (model: FunctionModel) => new Map([[0, model]]);

/** QEMU's hint to the firmware: how much to keep free behind this port. */
function reservation(props: Props): Reservation {
  const size = (name: string) => {
    const value = props.number(name, -1, 0, 2 ** 52, true);
    return value < 0 ? undefined : value;
  };
  const buses = props.number('bus-reserve', -1, 0, 255);
  const found = {
    buses: buses < 0 ? undefined : buses,
    io: size('io-reserve'),
    mem: size('mem-reserve'),
    pref32: size('pref32-reserve'),
    pref64: size('pref64-reserve'),
  };
  if (found.pref32 !== undefined && found.pref64 !== undefined) {
    throw props.error('pref32-reserve', 'pref64-reserve is set as well');
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

const little = (value: number, width: number) =>
  Array.from({ length: width }, (_, i) => Math.floor(value / 256 ** i) & 0xff);

/** Where the hint stands: a vendor-specific capability at the head of the list. */
function reserveCapability(at: number, reserve: Reservation): Part {
  const wide = (value: number | undefined) =>
    value === undefined ? Array<number>(8).fill(0xff) : little(value, 8);
  const narrow = (value: number | undefined) => little(value ?? ALL_ONES_32, 4);
  return {
    table: vendorSpecific(32),
    at,
    values: { 'Capability Length': 32 },
    raw: {
      3: [1],
      4: narrow(reserve.buses),
      8: wide(reserve.io),
      16: narrow(reserve.mem),
      20: narrow(reserve.pref32),
      24: wide(reserve.pref64),
    },
  };
}

const SPEEDS: Readonly<Record<string, number>> = { '2_5': 1, '5': 2, '8': 3, '16': 4 };
const acs: Part = {
  table: ACS,
  at: 0x148,
  values: { 'ACS Capability': 0x005f },
  writable: { 'ACS Control': 0x005f },
};

/** `pcie-root-port`: 1b36:000c. */
export const pcieRootPort: DeviceFactory = (_device, props, place) => {
  props.ignore('chassis', 'x-migrate-msix');
  const slot = props.number('slot', 0, 0, 0x1fff);
  const speed = SPEEDS[props.text('x-speed') ?? '16'] ?? 4;
  const width = props.number('x-width', 32, 1, 32);
  const reserve = reservation(props);
  const hinted = Object.keys(reserve).length > 0;
  // Wider than x1 or faster than 2.5 GT/s reports bandwidth changes; faster than that, an active link too.
  const link = 0x0400 + speed + (width << 4) + (speed > 1 ? 0x300000 : width > 1 ? 0x200000 : 0);
  const ids = {
    vendor: 0x1b36,
    device: 0x000c,
    class: 0x060400,
    pin: 1,
    multifunction: props.flag('multifunction', false),
  };
  const bars = [mem32(0, 0x1000)];
  const template = makeTemplate({
    size: 4096,
    bars,
    parts: [
      header1(ids, reserve.io !== 0),
      ...(hinted ? [reserveCapability(0x90, reserve)] : []),
      pciePort(0x54, {
        table: PCIE_ROOT_PORT,
        type: 4,
        root: true,
        ari: true,
        release: place.release,
        slot: { number: slot, hotplug: props.flag('hotplug', true), populated: place.populated },
        port: props.number('port', 0, 0, 0xff),
        link: [link, speed > 1 ? speed : 0, speed > 2 ? (speed > 3 ? 0x1e : 0x0e) : 0],
      }),
      msix(0x48, 1, 0, 0x800),
      ssvid(0x40, 0x1b36, 0),
      aer(0x100, { release: place.release, root: true }),
      ...(props.flag('disable-acs', false) ? [] : [acs]),
    ],
  });
  return one({ role: 'root-port', template, bars, reserve });
};

const switchLink = [0x0411, 0, 0] as const;

/** `x3130-upstream`: Texas Instruments 104c:8232. */
export const x3130Upstream: DeviceFactory = (_device, props, place) => {
  props.ignore('port');
  const ids = {
    vendor: 0x104c,
    device: 0x8232,
    class: 0x060400,
    revision: 2,
    multifunction: props.flag('multifunction', false),
  };
  const template = makeTemplate({
    size: 4096,
    parts: [
      header1(ids),
      upstreamCapability(place.release),
      ssvid(0x80, 0, 0),
      msi64(0x70),
      aer(0x100, { release: place.release }),
    ],
  });
  return one({ role: 'upstream-port', template, bars: [] });
};

function upstreamCapability(release: '7.2' | '10.0'): Part {
  const part = pciePort(0x90, {
    table: PCIE_UPSTREAM,
    type: 5,
    release,
    link: switchLink,
    ari: false,
  });
  return {
    ...part,
    values: { ...part.values, 'Device Capabilities': 0x10008000 + (release === '7.2' ? 0 : 0x20) },
    writable: { ...part.writable, 'Device Control': 0x800f },
  };
}

/** `xio3130-downstream`: Texas Instruments 104c:8233. */
export const xio3130Downstream: DeviceFactory = (_device, props, place) => {
  props.ignore('chassis');
  const ids = {
    vendor: 0x104c,
    device: 0x8233,
    class: 0x060400,
    revision: 1,
    multifunction: props.flag('multifunction', false),
  };
  const part = pciePort(0x90, {
    table: PCIE_DOWNSTREAM,
    type: 6,
    release: place.release,
    slot: {
      number: props.number('slot', 0, 0, 0x1fff),
      hotplug: props.flag('hotplug', true),
      populated: place.populated,
    },
    port: props.number('port', 0, 0, 0xff),
    // Neither speed nor width is set.
    link: [0x0400, 0, 0],
    ari: true,
  });
  const flr = {
    ...part,
    values: {
      ...part.values,
      'Device Capabilities': 0x10008000 + (place.release === '7.2' ? 0 : 0x20),
      'Link Status': 0x0011,
    },
    writable: { ...part.writable, 'Device Control': 0x800f },
  };
  const template = makeTemplate({
    size: 4096,
    parts: [
      header1(ids),
      flr,
      ssvid(0x80, 0, 0),
      msi64(0x70),
      aer(0x100, { release: place.release }),
    ],
  });
  return one({ role: 'downstream-port', template, bars: [] });
};
