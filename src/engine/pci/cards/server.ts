import type { RoutingId } from '../../units';
import type { BarShape } from '../fabric';
import { ROOT_BUS } from '../host-bus';
import type { FunctionModel, Reservation } from '../models/function-model';
import type { DeviceFactory } from '../models/qemu/context';
import type { Props } from '../models/props';
import { msi, pm, secondary } from './capabilities';
import { express, type ExpressShape } from './express';
import { functionImage, mem, io, put, type CapabilityImage } from './image';
import { functionTemplate } from './template';

// The lab's own host: a Xeon of the Sky Lake generation and its C620 chipset, as far as software that
// looks at PCI meets them. Chipset registers beyond the capabilities are left out.

interface Soldered {
  readonly deviceId: number;
  readonly classCode: number;
  readonly bars?: readonly BarShape[];
  readonly pin?: number;
  readonly multifunction?: boolean;
  readonly capabilities?: readonly CapabilityImage[];
}

const INTEL = 0x8086;
const SUBSYSTEM = [INTEL, 0] as const;

function soldered(role: FunctionModel['role'], fn: Soldered): FunctionModel {
  const { deviceId, classCode, bars = [], pin = 0, multifunction = false } = fn;
  const config = functionImage({
    vendorId: INTEL,
    deviceId,
    revision: 4,
    classCode,
    subsystem: SUBSYSTEM,
    interruptPin: pin,
    multifunction,
    bars,
    capabilities: fn.capabilities ?? [],
  });
  return { role, template: functionTemplate(config, bars, []), bars };
}

const rootComplexEvent: ExpressShape = {
  type: 9,
  link: null,
  maxPayload: 0,
  extendedTag: false,
  l0s: 0,
  l1: 0,
  slotPower: 0,
  flr: false,
  deviceCapabilities2: 0,
};

const KiB = 1024;
type Placed = readonly [devfn: number, model: string, build: FunctionModel];

const devfn = (device: number, fn: number) => (device << 3) | fn;

const LEGACY: readonly Placed[] = [
  [devfn(0, 0), 'host-bridge', soldered('host-bridge', { deviceId: 0x2020, classCode: 0x06_0000 })],
  [
    devfn(0x17, 0),
    'sata',
    soldered('endpoint', {
      deviceId: 0xa182,
      classCode: 0x01_0601,
      pin: 1,
      bars: [
        mem(0, 8 * KiB, 'mem32', false),
        mem(1, 256, 'mem32', false),
        io(2, 8),
        io(3, 4),
        io(4, 32),
        mem(5, 512 * KiB, 'mem32', false),
      ],
      capabilities: [msi(0x80, { maskable: false }), pm(0x70, 0x4003, 0x8)],
    }),
  ],
  [
    devfn(0x1f, 0),
    'lpc',
    soldered('endpoint', { deviceId: 0xa1c1, classCode: 0x06_0100, multifunction: true }),
  ],
  [
    devfn(0x1f, 4),
    'smbus',
    soldered('endpoint', {
      deviceId: 0xa1a3,
      classCode: 0x0c_0500,
      pin: 1,
      multifunction: true,
      bars: [mem(0, 256, 'mem64', false), io(4, 32)],
    }),
  ],
];

const integrated = (deviceId: number, classCode: number, bars: readonly BarShape[] = []) =>
  soldered('endpoint', {
    deviceId,
    classCode,
    bars,
    multifunction: true,
    capabilities: [express(0x40, rootComplexEvent)],
  });

/** Of a bus with root ports, the functions every such bus of this processor has besides. */
const BESIDE_PORTS: readonly Placed[] = [
  [devfn(5, 0), 'vt-d', integrated(0x2034, 0x08_8000)],
  [devfn(5, 2), 'ras', integrated(0x2035, 0x08_8000)],
  [devfn(5, 4), 'ioxapic', integrated(0x2036, 0x08_0020, [mem(0, 4 * KiB, 'mem32', false)])],
];

const onBus = (bus: number, functions: readonly Placed[]) =>
  functions.map(([at, model, build]) => [(bus << 8) | at, [model, build] as const] as const);

/** What is soldered on, by Routing ID. */
export const SERVER: ReadonlyMap<RoutingId, readonly [model: string, build: FunctionModel]> =
  new Map([...onBus(0, LEGACY), ...onBus(ROOT_BUS, BESIDE_PORTS)]);

/** Addresses of one root bus: what firmware hands out, and the kernel takes for its windows. Ends inclusive. */
export interface RootWindows {
  readonly io: readonly [first: number, last: number];
  readonly low: readonly [first: number, last: number];
  readonly high: readonly [first: number, last: number];
}

/** By root bus. */
export const SERVER_WINDOWS: ReadonlyMap<number, RootWindows> = new Map([
  [
    0,
    {
      io: [0x2000, 0x7fff],
      low: [0x9000_0000, 0x9fff_ffff],
      high: [0x1000_0000_0000, 0x1fff_ffff_ffff],
    },
  ],
  [
    ROOT_BUS,
    {
      io: [0x8000, 0xffff],
      low: [0xa000_0000, 0xfaff_ffff],
      high: [0x2000_0000_0000, 0x2fff_ffff_ffff],
    },
  ],
]);

const TYPE_1 = 1;
const ARI_FORWARDING = 0x20;
/** Source validation, blocking, request and completion redirect, upstream forwarding. */
const ACS_SERVICES = 0x1f;

/** Negotiated `speed`x`lanes` of the slot, `3x16`. */
function linkOf(props: Props): readonly [speed: number, width: number] {
  const text = props.text('link') ?? '3x16';
  const match = /^([1-5])x(1|2|4|8|16)$/u.exec(text);
  if (match === null) throw props.error('link', `'${text}' is no link such as 3x16`);
  return [Number(match[1]), Number(match[2])];
}

function reservation(props: Props): Reservation {
  const size = (name: string) => props.number(name, -1, 0, 2 ** 52, true);
  const found = {
    buses: props.number('bus-reserve', -1, 0, 255),
    mem: size('mem-reserve'),
    pref64: size('pref64-reserve'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value >= 0));
}

/** The 4 KiB of a root port of this processor with `link` negotiated in its slot. */
function portImage(
  [speed, width]: readonly [number, number],
  slot: number,
  ari: boolean,
  acs: boolean,
): Uint8Array {
  const port = { speed: Math.max(3, speed), width: 16, aspm: 2, l0sExit: 7, l1Exit: 4 };
  const base = express(0x90, {
    ...rootComplexEvent,
    type: 4,
    link: port,
    maxPayload: 1,
    extendedTag: true,
    deviceCapabilities2: 0x1f | (ari ? ARI_FORWARDING : 0),
  });
  const capability: CapabilityImage = {
    ...base,
    registers: [
      ...base.registers,
      [0x02, 2, 2 | (4 << 4) | 0x100],
      [0x08, 2, 0],
      [0x12, 2, speed | (width << 4) | 0x3000],
      [0x14, 4, 0x60 + slot * 2 ** 19],
      [0x1a, 2, 0x40],
      [0x1e, 2, 1],
    ],
  };
  const bytes = functionImage({
    vendorId: INTEL,
    deviceId: 0x2030,
    revision: 4,
    classCode: 0x06_0400,
    subsystem: [0, 0],
    interruptPin: 1,
    multifunction: false,
    bars: [],
    capabilities: [
      { at: 0x40, id: 0x0d, version: null, registers: [[4, 2, INTEL]] },
      { at: 0x60, id: 0x05, version: null, registers: [[2, 2, 0x102]] },
      capability,
      pm(0xe0, 0xc803, 0x8),
      {
        at: 0x100,
        id: 0x000b,
        version: 1,
        registers: [[4, 4, 0x00c0_0002]],
      },
      ...(acs
        ? [{ at: 0x110, id: 0x000d, version: 1, registers: [[4, 2, ACS_SERVICES]] as const }]
        : []),
      {
        at: 0x148,
        id: 0x0001,
        version: 1,
        registers: [
          [0x0c, 4, 0x0006_2030],
          [0x14, 4, 0x2000],
        ],
      },
      secondary(0x250, 16),
    ],
  });
  put(bytes, 0x0e, 1, TYPE_1);
  // The prefetchable window is 64 bits wide; I/O has 16.
  put(bytes, 0x24, 2, 1);
  put(bytes, 0x26, 2, 1);
  return bytes;
}

/**
 * A root port of the server's processor, 8086:2030. Properties: `slot`, `link`, `ari` (off: it cannot
 * forward ARI), `acs`, and what the firmware sets aside behind it: `bus-reserve`, `mem-reserve`,
 * `pref64-reserve`.
 */
export const serverRootPort: DeviceFactory = (_device, props) => {
  props.ignore('chassis', 'port', 'multifunction');
  const bytes = portImage(
    linkOf(props),
    props.number('slot', 0, 0, 0x1fff),
    props.flag('ari', true),
    props.flag('acs', true),
  );
  const reserve = reservation(props);
  const template = functionTemplate(bytes, [], []);
  return new Map([[0, { role: 'root-port', template, bars: [], device0Only: true, reserve }]]);
};
