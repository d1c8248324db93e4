import type { Kernel, NetDevice } from '../../../engine/linux/kernel';
import type { Json } from '../ip/json';
import { devlinkState } from './state';

/** The uplink of an mlx5 function. */
const UPLINK_INDEX = 65535;

/** A port of a card's switch: the uplink, and in switchdev mode one for each VF and sub-function. */
export interface Port {
  readonly handle: string;
  readonly index: number;
  readonly device: NetDevice;
  readonly netdev: string;
  readonly flavour: 'physical' | 'virtual' | 'pcivf' | 'pcisf';
  readonly pf: number;
  readonly vf?: number;
  readonly sf?: number;
  readonly address?: string;
  readonly isActive?: boolean;
}

export function portsOf(
  kernel: Kernel,
  handle: string,
  device: NetDevice,
  isVf: boolean,
): readonly Port[] {
  const state = devlinkState(kernel).of(device);
  const pf = state.pfNumber;
  const index = device.driver === 'mlx5_core' ? UPLINK_INDEX : 0;
  const uplink: Port = {
    handle: `${handle}/${index}`,
    index,
    device,
    netdev: device.name,
    flavour: isVf ? 'virtual' : 'physical',
    pf,
  };
  const vfs = (state.isSwitchdev ? device.vfs : []).map(({ mac }, vf): Port => ({
    handle: `${handle}/${vf + 1}`,
    index: vf + 1,
    device,
    netdev: state.portName('vf', vf),
    flavour: 'pcivf',
    pf,
    vf,
    address: mac,
  }));
  const subs = state.subFunctions.map((sub): Port => ({
    handle: `${handle}/${sub.index}`,
    index: sub.index,
    device,
    netdev: sub.netdev,
    flavour: 'pcisf',
    pf,
    sf: sub.number,
    address: sub.address,
    isActive: sub.isActive,
  }));
  return [uplink, ...vfs, ...subs];
}

export function portLine(port: Port): string {
  const head = `${port.handle}: type eth netdev ${port.netdev} flavour ${port.flavour}`;
  switch (port.flavour) {
    case 'physical':
      return `${head} port ${port.pf} splittable false\n`;
    case 'virtual':
      return `${head} splittable false\n`;
    case 'pcivf':
      return `${head} controller 0 pfnum ${port.pf} vfnum ${port.vf ?? 0} external false splittable false\n`;
    case 'pcisf':
      return `${head} controller 0 pfnum ${port.pf} sfnum ${port.sf ?? 0} external false splittable false\n`;
  }
}

const stateWords = (isActive: boolean): string =>
  isActive ? 'state active opstate attached' : 'state inactive opstate detached';

/** What the port's other side is like: the VF or sub-function itself. */
export function functionLine({ address, isActive }: Port): string {
  if (address === undefined) return '';
  const state = isActive === undefined ? '' : ` ${stateWords(isActive)}`;
  return `  function:\n    hw_addr ${address}${state}\n`;
}

export function portJson(port: Port): Json {
  const inner =
    port.isActive === undefined
      ? {}
      : {
          state: port.isActive ? 'active' : 'inactive',
          opstate: port.isActive ? 'attached' : 'detached',
        };
  return {
    type: 'eth',
    netdev: port.netdev,
    flavour: port.flavour,
    ...(port.flavour === 'virtual'
      ? {}
      : port.flavour === 'physical'
        ? { port: port.pf }
        : { controller: 0, pfnum: port.pf, vfnum: port.vf, sfnum: port.sf, external: false }),
    splittable: false,
    function: port.address === undefined ? undefined : { hw_addr: port.address, ...inner },
  };
}
