import type { Command, CommandContext } from '../command';
import { abbreviates, Arguments } from './ip/arguments';
import { IpFailure } from './ip/failure';
import { linkFlags } from './ip/link-state';

const USAGE = `Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }
       bridge [ -force ] -batch filename
where  OBJECT := { link | fdb | mdb | vlan | monitor }
       OPTIONS := { -V[ersion] | -s[tatistics] | -d[etails] |
                    -o[neline] | -t[imestamp] | -n[etns] name |
                    -c[ompressvlans] -color -p[retty] -j[son] }
`;

/** Drivers whose embedded switch can be told how to treat traffic between its VFs. */
const SWITCHING = new Set(['ixgbe', 'i40e', 'ice', 'bnxt_en']);

function set(context: CommandContext, args: Arguments): void {
  let name: string | null = null;
  let hwMode: 'veb' | 'vepa' | null = null;
  for (let word = args.take(); word !== undefined; word = args.take()) {
    if (word === 'dev') name = args.need();
    else if (word === 'hwmode') {
      const mode = args.need();
      if (mode !== 'veb' && mode !== 'vepa') {
        throw new IpFailure(255, 'Mode argument must be "vepa" or "veb".\n');
      }
      hwMode = mode;
    } else args.take();
  }
  if (name === null) throw new IpFailure(255, 'Device is a required argument.\n');
  const device = context.kernel.netDevices.find((other) => other.name === name);
  if (device === undefined) throw new IpFailure(255, `Cannot find bridge device "${name}"\n`);
  if (hwMode === null || !SWITCHING.has(device.driver ?? '')) {
    throw new IpFailure(255, 'RTNETLINK answers: Operation not supported\n');
  }
  device.bridgeMode = hwMode;
}

/** Ports whose driver tells the mode of the card's switch (`ndo_bridge_getlink`); ixgbe and i40e do with VFs only. */
function show(context: CommandContext, name: string | null): void {
  for (const device of context.kernel.netDevices) {
    if (name !== null && device.name !== name) continue;
    if (!SWITCHING.has(device.driver ?? '') || device.vfs.length === 0) continue;
    const flags = linkFlags(device).join(',');
    const mode = device.bridgeMode.toUpperCase();
    context.out(
      `${device.ifindex}: ${device.name}: <${flags}> mtu ${device.mtu} hwmode ${mode} \n`,
    );
  }
}

/** `bridge link`: no software bridge holds a port here; the hardware's own mode can be set. */
export const bridge: Command = {
  name: 'bridge',
  run(context) {
    const args = new Arguments(context.args.filter((word) => !word.startsWith('-')));
    try {
      const object = args.take();
      if (object === undefined || abbreviates(object, 'help')) throw new IpFailure(255, USAGE);
      if (!['link', 'fdb', 'mdb', 'vlan'].some((known) => abbreviates(object, known))) {
        throw new IpFailure(255, `Object "${object}" is unknown, try "bridge help".\n`);
      }
      const verb = args.take() ?? 'show';
      if (!abbreviates(object, 'link')) return 0;
      if (abbreviates(verb, 'set') || abbreviates(verb, 'change')) set(context, args);
      else if (args.take() === 'dev') {
        const name = args.need();
        if (!context.kernel.netDevices.some((device) => device.name === name)) {
          throw new IpFailure(255, `Cannot find device "${name}"\n`);
        }
        show(context, name);
      } else show(context, null);
      return 0;
    } catch (error) {
      if (!(error instanceof IpFailure)) throw error;
      context.err(error.message);
      return error.status;
    }
  },
};
