import type { CapabilityImage } from './image';

/** The link of a port or an endpoint; latencies as the specification codes them, 0 to 7. */
export interface Link {
  /** 1 = 2.5 GT/s … 5 = 32 GT/s. */
  readonly speed: number;
  readonly width: number;
  /** Bit 0 L0s, bit 1 L1. */
  readonly aspm: number;
  readonly l0sExit: number;
  readonly l1Exit: number;
}

export interface ExpressShape {
  /** 0 endpoint, 4 root port, 9 root complex integrated endpoint. */
  readonly type: number;
  /** null = no link (integrated). */
  readonly link: Link | null;
  /** Max_Payload_Size Supported, 128 << n bytes. */
  readonly maxPayload: number;
  readonly extendedTag: boolean;
  /** Acceptable latencies, coded. */
  readonly l0s: number;
  readonly l1: number;
  readonly slotPower: number;
  readonly flr: boolean;
  readonly deviceCapabilities2: number;
}

/** Speeds up to `speed`, as Link Capabilities 2 lists them; devices before 8 GT/s leave it 0. */
const supportedSpeeds = (speed: number) => (speed < 3 ? 0 : (2 ** speed - 1) << 1);

function linkCapabilities({ speed, width, aspm, l0sExit, l1Exit }: Link): number {
  const optionality = speed < 3 ? 0 : 1 << 22;
  return speed | (width << 4) | (aspm << 10) | (l0sExit << 12) | (l1Exit << 15) | optionality;
}

const ROLE_BASED_ERROR_REPORTING = 1 << 15;
const RELAXED_ORDERING_AND_NO_SNOOP = 0x810;
const READ_REQUEST_512 = 2 << 12;
const SLOT_CLOCK = 1 << 12;

function deviceCapabilities(shape: ExpressShape): number {
  const { maxPayload, extendedTag, l0s, l1, slotPower, flr } = shape;
  const low = maxPayload | (extendedTag ? 1 << 5 : 0) | (l0s << 6) | (l1 << 9);
  return (low | ROLE_BASED_ERROR_REPORTING | (slotPower << 18)) + (flr ? 2 ** 28 : 0);
}

/** PCI Express, version 2, of a physical function. */
export function express(at: number, shape: ExpressShape): CapabilityImage {
  const { type, link } = shape;
  return {
    at,
    id: 0x10,
    version: null,
    registers: [
      [0x02, 2, 2 | (type << 4)],
      [0x04, 4, deviceCapabilities(shape)],
      [0x08, 2, RELAXED_ORDERING_AND_NO_SNOOP | READ_REQUEST_512],
      [0x0c, 4, link === null ? 0 : linkCapabilities(link)],
      [0x12, 2, link === null ? 0 : link.speed | (link.width << 4) | SLOT_CLOCK],
      [0x24, 4, shape.deviceCapabilities2],
      [0x2c, 4, link === null ? 0 : supportedSpeeds(link.speed)],
      [0x30, 2, link === null || link.speed < 2 ? 0 : link.speed],
    ],
  };
}

/**
 * Of a VF: no slot power, Function Level Reset always, and the controls and the link state that
 * follow the PF read 0.
 */
export function vfExpress(at: number, shape: ExpressShape): CapabilityImage {
  return {
    at,
    id: 0x10,
    version: null,
    registers: [
      [0x02, 2, 2 | (shape.type << 4)],
      [0x04, 4, deviceCapabilities({ ...shape, slotPower: 0, flr: true })],
      [0x0c, 4, shape.link === null ? 0 : linkCapabilities(shape.link)],
      [0x24, 4, shape.deviceCapabilities2],
    ],
  };
}
