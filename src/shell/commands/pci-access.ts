import { SysError } from '../../engine/linux/errno';
import type { SeenFunction } from '../../engine/linux/pci-view';
import { DumpError, readDumpStrictly } from '../../formats/lspci/strict-dump';
import type { CommandContext } from '../command';

/** A command of the pciutils gives up: what it says, and its exit status. */
export class GiveUp extends Error {
  readonly status: number;
  readonly stdout: boolean;

  constructor(text: string, status = 1, stdout = false) {
    super(text);
    this.status = status;
    this.stdout = stdout;
  }
}

const METHODS = [
  'linux-sysfs',
  'linux-proc',
  'intel-conf1',
  'intel-conf2',
  'dump',
  'mmio-conf1',
  'mmio-conf1-ext',
];

/** Name, what it is, and its default. */
const PARAMETERS: readonly (readonly [string, string, string])[] = [
  [
    'mmio-conf1-ext.addrs',
    'Physical addresses of memory mapped Intel conf1 extended interface',
    '',
  ],
  ['devmem.path', 'Path to the /dev/mem device', '/dev/mem'],
  ['mmio-conf1.addrs', 'Physical addresses of memory mapped Intel conf1 interface', ''],
  ['devmem.path', 'Path to the /dev/mem device', '/dev/mem'],
  ['dump.name', 'Name of the bus dump file to read from', ''],
  ['proc.path', 'Path to the procfs bus tree', '/proc/bus/pci'],
  ['sysfs.path', 'Path to the sysfs device tree', '/sys/bus/pci'],
  ['hwdb.disable', "Do not look up names in UDEV's HWDB if non-zero", '0'],
  ['net.cache_name', 'Name of the ID cache file', '~/.pciids-cache'],
  ['net.domain', "DNS domain used for resolving of ID's", 'pci.id.ucw.cz'],
];

/** How the pciutils get at the functions: the options they share. */
export class PciAccess {
  private readonly context: CommandContext;
  private method = 'linux-sysfs';
  private readonly parameters = new Map<string, string>();

  constructor(context: CommandContext) {
    this.context = context;
  }

  /** One of `-A -O -G -H`. */
  option(letter: string, value: string): void {
    if (letter === 'A') this.method = this.methodCalled(value);
    else if (letter === 'O') this.parameter(value);
    else if (letter === 'H') {
      if (value !== '1' && value !== '2') {
        throw new GiveUp(`Unknown hardware configuration type ${value}`);
      }
      this.method = `intel-conf${value}`;
    }
  }

  /** `-F`. */
  dump(file: string): void {
    this.parameters.set('dump.name', file);
    this.method = 'dump';
  }

  get fromDump(): boolean {
    return this.method === 'dump';
  }

  functions(): readonly SeenFunction[] {
    if (this.method === 'linux-sysfs') return this.context.kernel.functions();
    if (this.method !== 'dump') {
      return this.context.kernel
        .functions()
        .map((seen) => ({ ...seen, config: seen.config, kernel: null }));
    }
    const file = this.parameters.get('dump.name') ?? '';
    if (file === '') throw new GiveUp('dump: File name not given.');
    try {
      return readDumpStrictly(this.context.fs.readText(file));
    } catch (error) {
      if (error instanceof DumpError) throw new GiveUp(error.message);
      if (!(error instanceof SysError)) throw error;
      if (error.errno === 'EISDIR') return [];
      throw new GiveUp(`dump: Cannot open ${file}: ${error.message}`);
    }
  }

  private methodCalled(name: string): string {
    if (name === 'help') {
      throw new GiveUp(`Known PCI access methods:\n\n${METHODS.join('\n')}`, 0, true);
    }
    if (METHODS.includes(name)) return name;
    throw new GiveUp(`No such PCI access method: ${name} (see \`-A help' for a list)`);
  }

  private parameter(text: string): void {
    if (text === 'help') {
      const rows = PARAMETERS.map(([name, what, value]) => `${name.padEnd(20)} ${what} (${value})`);
      throw new GiveUp(`Known PCI access parameters:\n\n${rows.join('\n')}`, 0, true);
    }
    const at = text.indexOf('=');
    if (at < 0) throw new GiveUp(`Invalid PCI access parameter syntax: ${text}`);
    const name = text.slice(0, at);
    if (!PARAMETERS.some(([known]) => known === name)) {
      throw new GiveUp(`Unrecognized PCI access parameter: ${name} (see \`-O help' for a list)`);
    }
    this.parameters.set(name, text.slice(at + 1));
  }
}

/** Runs a command of the pciutils; what makes it give up becomes its message and status. */
export function giveUpAs(context: CommandContext, run: () => number): number {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof GiveUp)) throw error;
    if (error.stdout) context.out(`${error.message}\n`);
    else context.err(`${context.name}: ${error.message}\n`);
    return error.status;
  }
}
