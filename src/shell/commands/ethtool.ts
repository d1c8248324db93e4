import type { NetDevice } from '../../engine/linux/kernel';
import type { Command, CommandContext } from '../command';
import { featureLines } from './ethtool/features';
import { PROFILES, type DriverProfile } from './ethtool/profiles';
import { settingsText } from './ethtool/settings';
import { statistics } from './ethtool/statistics';
import { changeRules, showRules } from './ethtool/rules';
import { NO_TRAFFIC } from './ip/statistics';

/** What a request gets: the interface, and what its driver knows; undefined for `lo`. */
interface Request {
  readonly context: CommandContext;
  readonly device: NetDevice;
  readonly profile: DriverProfile | undefined;
}

type Answer = (request: Request) => number;

const tell =
  (lines: (request: Request, profile: DriverProfile) => readonly string[] | null): Answer =>
  (request) => {
    const { context, profile } = request;
    const found = profile === undefined ? null : lines(request, profile);
    if (found === null) {
      context.err('netlink error: Operation not supported\n');
      return 1;
    }
    context.out(`${found.join('\n')}\n`);
    return 0;
  };

const yes = (on: boolean): string => (on ? 'yes' : 'no');
const number = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'n/a' : String(value);

/** The PCI function below, whatever bus lies between (`virtio0`). */
function busInfo(device: NetDevice): string {
  const { parent, rid } = device;
  if (parent === null || parent.bus === 'pci' || rid === null) return parent?.name ?? '';
  const hex = (value: number): string => value.toString(16).padStart(2, '0');
  return `0000:${hex(rid >> 8)}:${hex((rid >> 3) & 31)}.${rid & 7}`;
}

const driverInfo: Answer = ({ context, device, profile }) => {
  if (profile === undefined) {
    context.err('Cannot get driver information: Operation not supported\n');
    return 71;
  }
  const { driver } = device;
  context.out(
    [
      `driver: ${driver ?? ''}`,
      `version: ${profile.version ?? context.kernel.release}`,
      `firmware-version: ${profile.firmware}`,
      'expansion-rom-version: ',
      `bus-info: ${busInfo(device)}`,
      'supports-statistics: yes',
      `supports-test: ${yes(profile.test)}`,
      `supports-eeprom-access: ${yes(profile.eeprom)}`,
      `supports-register-dump: ${yes(profile.registers)}`,
      `supports-priv-flags: ${yes(profile.privateFlags)}`,
      '',
    ].join('\n'),
  );
  return 0;
};

const stats: Answer = ({ context, device, profile }) => {
  if (profile === undefined) {
    context.err('no stats available\n');
    return 94;
  }
  const counters = context.lab?.counters?.(device.name) ?? NO_TRAFFIC;
  const rows = statistics(device.driver ?? '', counters);
  context.out(`NIC statistics:\n${rows.map(([k, v]) => `     ${k}: ${v}\n`).join('')}`);
  return 0;
};

/** With VFs on, an 82576 has two queues left for the PF, an I350 one; and never more than there are CPUs. */
function channels(request: Request, most: number): number {
  const { device, context } = request;
  const withVfs = device.driver === 'igb' && device.vfs.length > 0 ? 2 : most;
  return Math.min(withVfs, most, context.kernel.machine.cpus);
}

const OPTIONS: Readonly<Record<string, Answer>> = {
  '-i': driverInfo,
  '--driver': driverInfo,
  '-S': stats,
  '--statistics': stats,
  '-k': tell(({ device }, profile) => [`Features for ${device.name}:`, ...featureLines(profile)]),
  '-g': tell(({ device }, { rings }) => {
    if (rings === null) return null;
    const rows = (rx: number, tx: number): readonly string[] => [
      `RX:\t\t${rx}`,
      'RX Mini:\tn/a',
      'RX Jumbo:\tn/a',
      `TX:\t\t${tx}`,
    ];
    const [maxRx, maxTx, rx, tx] = rings;
    return [
      `Ring parameters for ${device.name}:`,
      'Pre-set maximums:',
      ...rows(maxRx, maxTx),
      'Current hardware settings:',
      ...rows(rx, tx),
      'RX Buf Len:\t\tn/a',
      'CQE Size:\t\tn/a',
      'TX Push:\toff',
      'TCP data split:\tn/a',
    ];
  }),
  '-l': tell((request, { channels: most }) => {
    if (most === null) return null;
    const other = request.device.driver === 'igb' ? '1' : 'n/a';
    const rows = (count: number): readonly string[] => [
      'RX:\t\tn/a',
      'TX:\t\tn/a',
      `Other:\t\t${other}`,
      `Combined:\t${count}`,
    ];
    const count = channels(request, most);
    return [
      `Channel parameters for ${request.device.name}:`,
      'Pre-set maximums:',
      ...rows(count),
      'Current hardware settings:',
      ...rows(count),
    ];
  }),
  '-c': tell(({ device }, { coalesce }) => {
    if (coalesce === null) return null;
    const [rxUsecs, rxFrames, txUsecs, txFrames] = coalesce;
    const block = (side: string, usecs: string, frames: string): readonly string[] => [
      '',
      `${side}-usecs: ${usecs}`,
      `${side}-frames: ${frames}`,
      `${side}-usecs-irq: n/a`,
      `${side}-frames-irq: n/a`,
    ];
    return [
      `Coalesce parameters for ${device.name}:`,
      'Adaptive RX: n/a  TX: n/a',
      'stats-block-usecs: n/a',
      'sample-interval: n/a',
      'pkt-rate-low: n/a',
      'pkt-rate-high: n/a',
      ...block('rx', number(rxUsecs), number(rxFrames)),
      ...block('tx', number(txUsecs), number(txFrames)),
      ...['low', 'high'].flatMap((end) => [
        '',
        ...['rx-usecs', 'rx-frame', 'tx-usecs', 'tx-frame'].map((name) => `${name}-${end}: n/a`),
      ]),
      '',
      'CQE mode RX: n/a  TX: n/a',
      '',
    ];
  }),
  '-a': tell(({ device }, { media }) =>
    media === 'virtual'
      ? null
      : [
          `Pause parameters for ${device.name}:`,
          'Autonegotiate:\ton',
          'RX:\t\ton',
          'TX:\t\ton',
          '',
        ],
  ),
  '-n': showRules,
  '-N': changeRules,
  '-P': ({ context, device }) => {
    context.out(`Permanent address: ${device.permanentMac ?? '00:00:00:00:00:00'}\n`);
    return 0;
  },
};

const LONG: Readonly<Record<string, string>> = {
  '--show-features': '-k',
  '--show-offload': '-k',
  '--show-ring': '-g',
  '--show-channels': '-l',
  '--show-coalesce': '-c',
  '--show-pause': '-a',
  '--show-permaddr': '-P',
  '--show-nfc': '-n',
  '--show-ntuple': '-n',
  '-u': '-n',
  '--config-nfc': '-N',
  '--config-ntuple': '-N',
  '-U': '-N',
};

/** Changes a driver of this host would take, which the simulation has nothing for. */
const SETTERS = new Set(['-s', '-K', '-G', '-L', '-C', '-A', '--set-ring', '--set-channels']);

const NO_DEVICE =
  'netlink error: no device matches name (offset 24)\nnetlink error: No such device\n';

/** A device that is not there is reported by every request a call makes. */
function noDevice(context: CommandContext, option: string | null): number {
  if (option === '-i' || option === '--driver') {
    context.err('Cannot get driver information: No such device\n');
    return 71;
  }
  if (option === '-S' || option === '--statistics') {
    context.err('Cannot get stats strings information: No such device\n');
    return 96;
  }
  context.err(option === null ? NO_DEVICE.repeat(5) : NO_DEVICE);
  if (option === null) context.out('No data available\n');
  return option === null ? 75 : 1;
}

export const ethtool: Command = {
  name: 'ethtool',
  run(context) {
    const { args, kernel } = context;
    const [first = ''] = args;
    const bad = (): number => {
      context.err('ethtool: bad command line argument(s)\nFor more information run ethtool -h\n');
      return 1;
    };
    if (first === '--version') {
      context.out('ethtool version 6.1\n');
      return 0;
    }
    if (first === '-h' || first === '--help') {
      context.out(
        'ethtool version 6.1\nUsage:\n        ethtool [ FLAGS ]  DEVNAME\tDisplay standard information about device\n',
      );
      return 0;
    }
    const option = first.startsWith('-') ? (LONG[first] ?? first) : null;
    const name = option === null ? first : args[1];
    if (name === undefined || name === '') return bad();
    const isSetter = option !== null && SETTERS.has(option);
    const answer = option === null ? undefined : OPTIONS[option];
    if (option !== null && answer === undefined && !isSetter) return bad();
    const device = kernel.netDevices.find((other) => other.name === name);
    if (device === undefined) return noDevice(context, option);
    const profile = PROFILES[device.driver ?? ''];
    if (isSetter) {
      context.err('netlink error: Operation not supported\n');
      return 1;
    }
    if (answer !== undefined) return answer({ context, device, profile });
    context.out(settingsText(device, profile));
    return 0;
  },
  complete(words, { kernel }) {
    const names = kernel.netDevices.map(({ name }) => name);
    return words.length <= 2 ? [...Object.keys(OPTIONS), ...names] : names;
  },
};
