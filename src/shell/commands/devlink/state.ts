import type { Kernel, NetDevice } from '../../../engine/linux/kernel';

/** Where the kernel's mlx5 driver starts to number the ports of sub-functions. */
export const SF_INDEX = 32768;

export interface SubFunction {
  readonly index: number;
  readonly number: number;
  readonly netdev: string;
  address: string;
  isActive: boolean;
  /** On the auxiliary bus, while active: `mlx5_core.sf.2`. */
  device: string | null;
  /** Guest or program of the run that uses it, by its number; null where it was made by hand. */
  readonly user: number | null;
}

export const isUsed = ({ user }: SubFunction): boolean => user !== null;

/** What names of a card's ports have in common: `enp6s0` of `enp6s0f0np0`. */
export function uplinkBase(name: string): string {
  return name.replace(/np\d+$/, '').replace(/f\d+$/, '');
}

/** Names as udev gives them: `enp6s0pf0vf1`, `enp6s0pf0sf88`. */
export function portName(uplink: string, pf: number, kind: 'vf' | 'sf', number: number): string {
  return `${uplinkBase(uplink)}pf${String(pf)}${kind}${String(number)}`;
}

/** The embedded switch of one function, as its driver keeps it while it is bound. */
class Eswitch {
  isSwitchdev = false;
  readonly subFunctions: SubFunction[] = [];
  readonly pfNumber: number;
  private readonly uplink: string;

  constructor(device: NetDevice) {
    this.pfNumber = (device.rid ?? 0) & 7;
    this.uplink = device.name;
  }

  portName(kind: 'vf' | 'sf', number: number): string {
    return portName(this.uplink, this.pfNumber, kind, number);
  }

  setSwitchdev(on: boolean): void {
    this.isSwitchdev = on;
    // MODEL: those that a run uses are there in either mode.
    if (!on) this.subFunctions.splice(0, Infinity, ...this.subFunctions.filter(isUsed));
  }

  add(number: number, user: number | null = null): SubFunction {
    const taken = new Set(this.subFunctions.map(({ index }) => index));
    let index = SF_INDEX;
    while (taken.has(index)) index += 1;
    const made: SubFunction = {
      index,
      number,
      netdev: this.portName('sf', number),
      address: '00:00:00:00:00:00',
      isActive: false,
      device: null,
      user,
    };
    this.subFunctions.push(made);
    return made;
  }

  remove(sub: SubFunction): void {
    this.subFunctions.splice(this.subFunctions.indexOf(sub), 1);
  }
}

/** All embedded switches of one running kernel. A driver that is bound anew makes a new interface and starts afresh. */
class Eswitches {
  private readonly byDevice = new WeakMap<NetDevice, Eswitch>();

  of(device: NetDevice): Eswitch {
    const known = this.byDevice.get(device);
    if (known !== undefined) return known;
    const made = new Eswitch(device);
    this.byDevice.set(device, made);
    return made;
  }
}

const kernels = new WeakMap<Kernel, Eswitches>();

export function devlinkState(kernel: Kernel): Eswitches {
  const known = kernels.get(kernel);
  if (known !== undefined) return known;
  const made = new Eswitches();
  kernels.set(kernel, made);
  return made;
}
