import { SERVER_WINDOWS, type RootWindows } from '../cards/server';
import type { Fabric } from '../fabric';
import type { MachineConfig } from '../machine';
import { assignResources, type Apertures } from './resources';
import { numberBuses, scan, type Found } from './scan';
import { setUpI440fx, setUpQ35 } from './chipset-registers';

const GiB = 1024 ** 3;
/** Everything from here to 4 GiB is chips and ROMs. */
const MEMORY_END = 0xfec00000;

/** Interrupt lines A to D of an interrupt router as SeaBIOS sets it up. */
const IRQS = [10, 10, 11, 11] as const;

interface FirmwareSetup {
  /** Of this root bus. */
  readonly apertures: (bus: number) => Apertures;
  /** Which of the four lines a device number on the root bus gets, before the pin is added. */
  readonly swizzle: (device: number) => number;
  readonly chipset: (fabric: Fabric, machine: MachineConfig) => void;
}

/** Memory above 4 GiB begins where RAM does not reach. */
const highStart = (memory: number, lowest: number) => 4 * GiB + Math.max(0, memory - lowest);

/** Each root bus of the server has windows of its own, the upper one most. */
function serverApertures(bus: number): Apertures {
  const { io, low, high } = SERVER_WINDOWS.get(bus) ?? NO_WINDOWS;
  return {
    low: [low[0], low[1] + 1],
    high: high[0],
    io: [io[0], io[0]],
    ioEnd: io[1] + 1,
    preferHigh: true,
    exactWindows: true,
  };
}

const NO_WINDOWS: RootWindows = { io: [0, 0], low: [0, 0], high: [4 * GiB, 4 * GiB] };

function setupOf(machine: MachineConfig): FirmwareSetup {
  if (machine.chipset === 'i440fx') {
    // Of RAM up to 3.5 GiB nothing lies above 4 GiB, beyond that all but 3 GiB.
    const ram = machine.memory >= 3.5 * GiB ? 3 * GiB : machine.memory;
    const start = ram <= 2 * GiB ? 0x80000000 : ram <= 3 * GiB ? 0xc0000000 : 0xe0000000;
    return {
      apertures: () => ({
        low: [start, MEMORY_END],
        high: highStart(machine.memory, ram),
        io: [0xc000, 0x1000],
      }),
      swizzle: (device) => device - 1,
      chipset: setUpI440fx,
    };
  }
  if (machine.chipset === 'server') {
    return {
      apertures: serverApertures,
      swizzle: (device) => device,
      chipset: () => undefined,
    };
  }
  return {
    apertures: () => ({
      low: [0xc0000000, MEMORY_END],
      high: highStart(machine.memory, machine.memory >= 2.75 * GiB ? 2 * GiB : machine.memory),
      io: [0xc000, 0x1000],
    }),
    // Devices 0 to 24 rotate through the lines; the chipset's own all begin at A.
    swizzle: (device) => (device <= 24 ? device : 0),
    chipset: setUpQ35,
  };
}

/** What the firmware does before a kernel starts: bus numbers, addresses, interrupt lines, decoding switched on. */
export function runFirmware(machine: MachineConfig, fabric: Fabric): void {
  const setup = setupOf(machine);
  const { rootBuses } = fabric;
  const found: Found[] = [];
  for (const [i, bus] of rootBuses.entries()) {
    numberBuses(fabric, bus, bus, (rootBuses[i + 1] ?? 256) - 1);
    const own: Found[] = [];
    scan(fabric, bus, null, own);
    assignResources(own, setup.apertures(bus));
    found.push(...own);
  }
  for (const fn of found) switchOn(fn, setup.swizzle);
  setup.chipset(fabric, machine);
}

const deviceOf = ({ rid }: Found) => (rid >> 3) & 0x1f;

const COMMAND = 0x04;
const IO_MEMORY_SERR = 0x0103;
const BUS_MASTER = 0x0004;

/** Class codes of what the firmware looks for disks on with its own drivers: AHCI and NVMe. */
const DISKS = [0x010601, 0x010802];

function switchOn(fn: Found, swizzle: (device: number) => number): void {
  const { config } = fn;
  const pin = config.read(0x3d, 1);
  if (pin !== 0) {
    let line = pin - 1;
    let top = fn;
    for (; top.parent !== null; top = top.parent) line += deviceOf(top);
    line += swizzle(deviceOf(top));
    config.write(0x3c, 1, IRQS[line & 3] ?? 0);
  }
  const master = DISKS.includes(config.read(0x08, 4) >>> 8) ? BUS_MASTER : 0;
  config.write(COMMAND, 2, config.read(COMMAND, 2) | IO_MEMORY_SERR | master);
  // Errors from below are passed on.
  if (fn.bridge) config.write(0x3e, 2, config.read(0x3e, 2) | 2);
}
