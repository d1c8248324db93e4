import type { Command } from '../command';

const CALL = 'net.bridge.bridge-nf-call-iptables';

/** The one setting of the kernel that the lab has here: whether bridged frames are shown to the chains of the IP layer. */
export const sysctl: Command = {
  name: 'sysctl',
  run({ args, kernel, out, err }) {
    const words = args.filter((word) => word !== '-w' && word !== '-a');
    const asked = words.length === 0 ? [CALL] : words;
    let status = 0;
    for (const word of asked) {
      const [name = '', value] = word.split('=').map((part) => part.trim());
      if (name.replaceAll('/', '.') !== CALL) {
        const file = name.replaceAll('.', '/');
        err(`sysctl: cannot stat /proc/sys/${file}: No such file or directory\n`);
        status = 1;
        continue;
      }
      if (value !== undefined && !/^\d+$/u.test(value)) {
        err(`sysctl: setting key "${CALL}": Invalid argument\n`);
        status = 1;
        continue;
      }
      const { netfilter } = kernel;
      if (value !== undefined) netfilter.callIptables = Number(value) !== 0;
      out(`${CALL} = ${netfilter.callIptables ? '1' : '0'}\n`);
    }
    return status;
  },
};
