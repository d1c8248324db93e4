import type { RoutingId } from '../units';
import { SERVER } from './cards/server';
import type { Fabric } from './fabric';
import { runFirmware } from './firmware/run';
import { HardwareFunction, Hierarchy, type Link } from './hierarchy';
import type { MachineConfig, MachineDevice } from './machine';
import type { FunctionModel } from './models/function-model';
import { isNetworkCard, modelOf, NOT_PCI } from './models/index';
import { MachineError, Props } from './models/props';
import { I440FX } from './models/qemu/i440fx';
import { Q35 } from './models/qemu/q35';
import { SriovUnit } from './sriov-unit';

interface Chipset {
  /** Root buses by number, with the names a description uses. */
  readonly buses: ReadonlyMap<number, string>;
  /** PCI Express: extended configuration space, devices on the root bus are integrated endpoints. */
  readonly express: boolean;
  /** What is soldered on, by Routing ID on the root buses. */
  readonly soldered: ReadonlyMap<RoutingId, readonly [model: string, build: FunctionModel]>;
}

const CHIPSETS: Readonly<Record<MachineConfig['chipset'], Chipset>> = {
  q35: { buses: new Map([[0, 'pcie.0']]), express: true, soldered: Q35 },
  i440fx: { buses: new Map([[0, 'pci.0']]), express: false, soldered: I440FX },
  server: {
    buses: new Map([
      [0, 'pcie.0'],
      [0x3a, 'pcie.3a'],
    ]),
    express: true,
    soldered: SERVER,
  },
};

/**
 * The machine's hardware as its kernel finds it: assembled, and numbered and given addresses by the firmware.
 * Fails with a MachineError, which names the device and its property, where the description makes no sense.
 */
export function buildFabric(machine: MachineConfig): Fabric {
  const fabric = assemble(machine);
  runFirmware(machine, fabric);
  return fabric;
}

/** The machine at power-on, before any software ran. */
export function assemble(machine: MachineConfig): Hierarchy {
  const chipset = CHIPSETS[machine.chipset];
  const roots = new Map<number, Link>();
  const byName = new Map<string, Link>();
  for (const [bus, name] of chipset.buses) {
    const link: Link = { above: null, functions: new Map() };
    roots.set(bus, link);
    byName.set(name, link);
  }
  const first = [...roots.values()][0];
  if (first === undefined) throw new Error('a chipset without a root bus');
  for (const [rid, [model, build]] of chipset.soldered) {
    const link = roots.get(rid >> 8) ?? first;
    const devfn = rid & 0xff;
    link.functions.set(devfn, new HardwareFunction(model, build, link, devfn));
  }
  const macs = new MacNumbers();
  for (const [index, device] of machine.devices.entries()) {
    if (NOT_PCI.has(device.model)) continue;
    const link = device.bus === null ? first : byName.get(device.bus);
    if (link === undefined) {
      throw new MachineError(index, 'bus', `no bus is called '${device.bus ?? ''}'`);
    }
    const place = {
      release: machine.qemu,
      express: chipset.express,
      root: chipset.express && link.above === null,
      populated: device.id !== null && machine.devices.some((other) => fillsSlot(other, device.id)),
      nic: isNetworkCard(device.model) ? macs.take(device.props.mac) : 0,
    };
    plug(device, index, link, modelOf(device, new Props(device, index), place), byName);
  }
  return new Hierarchy(roots);
}

/** QEMU's last bytes of addresses for cards that were given none: the lowest that no card before took, from 56h. */
class MacNumbers {
  private readonly used = new Set<number>();

  /** Of a card's address, or of the one it gets: how far beyond the first it lies. */
  take(given: string | undefined): number {
    const [, last] = /^52:54:00:12:34:([0-9a-f]{2})$/iu.exec(given ?? '') ?? [];
    let number = last === undefined ? 0 : parseInt(last, 16) - 0x56;
    if (given === undefined) while (this.used.has(number)) number += 1;
    if (given === undefined || last !== undefined) this.used.add(number);
    return number;
  }
}

/** A slot counts as filled when something sits at device 0, function 0 behind its port. */
const fillsSlot = ({ bus, addr, model }: MachineDevice, port: string | null) =>
  bus === port && !NOT_PCI.has(model) && (addr === null || /^(0x)?0{1,2}(\.0)?$/u.test(addr));

function plug(
  device: MachineDevice,
  index: number,
  link: Link,
  functions: ReadonlyMap<number, FunctionModel>,
  byName: Map<string, Link>,
): void {
  const at = address(device, index, link);
  const units: SriovUnit[] = [];
  for (const [fn, build] of functions) {
    const devfn = at + fn;
    const other = link.functions.get(devfn);
    if (other !== undefined || devfn > 0xff) {
      const who = other === undefined ? 'nothing beyond 1f.7' : other.model;
      throw new MachineError(index, 'addr', `${shown(devfn)} is taken by ${who}`);
    }
    const made = new HardwareFunction(device.model, build, link, devfn);
    link.functions.set(devfn, made);
    if (made.sriov !== null) units.push(made.sriov);
    if (made.below !== null && device.id !== null) byName.set(device.id, made.below);
  }
  if (units.length > 1) SriovUnit.join(units);
}

const shown = (devfn: number) => `${(devfn >> 3).toString(16).padStart(2, '0')}.${devfn & 7}`;

/** `1f.0`, `1f` or nothing: then the first device number that is free. */
function address(device: MachineDevice, index: number, link: Link): number {
  if (device.addr === null) {
    for (let slot = 0; slot < 32; slot++) {
      const taken = [...link.functions.keys()].some((devfn) => devfn >> 3 === slot);
      if (!taken) return slot << 3;
    }
    throw new MachineError(index, 'addr', 'all 32 device numbers of that bus are taken');
  }
  const [, slot = '', fn = '0'] =
    /^(?:0x)?([0-9a-f]{1,2})(?:\.([0-7]))?$/iu.exec(device.addr) ?? [];
  if (slot === '' || parseInt(slot, 16) > 0x1f) {
    throw new MachineError(index, 'addr', `'${device.addr}' is no device from 0.0 to 1f.7`);
  }
  return (parseInt(slot, 16) << 3) | Number(fn);
}
