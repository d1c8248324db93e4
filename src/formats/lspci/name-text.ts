import { hex } from './text';

/** Names from pci.ids; a superset of what a shell command is given. */
export interface NameSource {
  vendor(vendor: number): string | undefined;
  device(vendor: number, device: number): string | undefined;
  subsystem(
    vendor: number,
    device: number,
    subVendor: number,
    subDevice: number,
  ): string | undefined;
  className(baseAndSub: number): string | undefined;
  baseClassName(base: number): string | undefined;
  progIf(classWithProgIf: number): string | undefined;
}

/** `-n` prints numbers, `-nn` both, neither prints names. */
export type NumberMode = 'names' | 'numbers' | 'both';

/** lspci keeps each name in a buffer of this many bytes. */
const BUFFER = 128;

const utf8 = new TextEncoder();

function fit(text: string): string {
  return utf8.encode(text).length < BUFFER ? text : '<pci_lookup_name: buffer too small>';
}

/** What the bits of an IDE controller's interface mean, where the file has no words for them. */
function ideModes(classWithProgIf: number): string {
  if (classWithProgIf >> 8 !== 0x0101 || (classWithProgIf & 0x70) !== 0) return '';
  const bits = [
    ['Master', 0x80],
    ['SecP', 0x08],
    ['SecO', 0x04],
    ['PriP', 0x02],
    ['PriO', 0x01],
  ] as const;
  return bits
    .filter(([, bit]) => (classWithProgIf & bit) !== 0)
    .map(([name]) => name)
    .join(' ');
}

/** How lspci words names and what has none. */
export class Wording {
  readonly names: NameSource;
  readonly mode: NumberMode;

  constructor(names: NameSource, mode: NumberMode) {
    this.names = names;
    this.mode = mode;
  }

  vendor(vendor: number): string {
    return this.single(this.names.vendor(vendor), hex(vendor, 4), 'Vendor');
  }

  device(vendor: number, device: number): string {
    return this.single(this.names.device(vendor, device), hex(device, 4), 'Device');
  }

  vendorDevice(vendor: number, device: number): string {
    const known = this.names.device(vendor, device);
    return this.pair(this.names.vendor(vendor), known, vendor, device);
  }

  subsystem(vendor: number, device: number, subVendor: number, subDevice: number): string {
    const known = this.names.subsystem(vendor, device, subVendor, subDevice);
    return this.pair(this.names.vendor(subVendor), known, subVendor, subDevice);
  }

  subVendor(vendor: number): string {
    return this.single(this.names.vendor(vendor), hex(vendor, 4), 'Vendor');
  }

  subDevice(vendor: number, device: number, subVendor: number, subDevice: number): string {
    const known = this.names.subsystem(vendor, device, subVendor, subDevice);
    return this.single(known, hex(subDevice, 4), 'Device');
  }

  className(baseAndSub: number): string {
    const known = this.names.className(baseAndSub);
    const number = hex(baseAndSub, 4);
    if (known !== undefined || this.mode === 'numbers') return this.single(known, number, 'Class');
    const base = this.names.baseClassName(baseAndSub >> 8);
    return base === undefined ? this.single(base, number, 'Class') : fit(`${base} [${number}]`);
  }

  /** Only the name, or nothing. */
  progIf(classWithProgIf: number): string | undefined {
    const name = this.names.progIf(classWithProgIf) ?? ideModes(classWithProgIf);
    return name === '' ? undefined : fit(name);
  }

  private single(name: string | undefined, number: string, unknown: string): string {
    if (this.mode === 'numbers') return number;
    if (this.mode === 'both') return fit(`${name ?? unknown} [${number}]`);
    return fit(name ?? `${unknown} ${number}`);
  }

  private pair(
    vendorName: string | undefined,
    name: string | undefined,
    vendor: number,
    device: number,
  ): string {
    const numbers = `${hex(vendor, 4)}:${hex(device, 4)}`;
    if (this.mode === 'numbers') return numbers;
    const both = this.mode === 'both' ? ` [${numbers}]` : '';
    if (vendorName === undefined) return `Device${both || ` ${numbers}`}`;
    if (name !== undefined) return fit(`${vendorName} ${name}${both}`);
    return fit(`${vendorName} Device${both || ` ${hex(device, 4)}`}`);
  }
}
