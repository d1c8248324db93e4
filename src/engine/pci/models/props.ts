import type { MachineDevice } from '../machine';

/** A machine that cannot be built, and where its description is wrong. */
export class MachineError extends Error {
  override readonly name = 'MachineError';
  /** Index into `MachineConfig.devices`. */
  readonly device: number;
  /** The property, `model`, `bus` or `addr`. */
  readonly property: string;

  constructor(device: number, property: string, message: string) {
    super(`devices[${String(device)}].${property}: ${message}`);
    this.device = device;
    this.property = property;
  }
}

/** The properties of one device, asked for by name; those nobody asked for are refused. */
export class Props {
  private readonly device: MachineDevice;
  private readonly index: number;
  private readonly asked = new Set<string>();

  constructor(device: MachineDevice, index: number) {
    this.device = device;
    this.index = index;
  }

  text(name: string): string | null {
    this.asked.add(name);
    return Object.hasOwn(this.device.props, name) ? (this.device.props[name] ?? null) : null;
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.text(name);
    if (value === null) return otherwise;
    if (['on', 'yes', 'true', 'y'].includes(value)) return true;
    if (['off', 'no', 'false', 'n'].includes(value)) return false;
    throw this.error(name, `'${value}' is neither on nor off`);
  }

  /** A number in decimal or with 0x; with `size`, K, M, G and T may follow. */
  number(name: string, otherwise: number, low: number, high: number, size = false): number {
    const value = this.text(name);
    if (value === null) return otherwise;
    const [, digits = '', unit = ''] = /^(0[xX][0-9a-fA-F]+|\d+)([kKmMgGtT]?)$/u.exec(value) ?? [];
    const number = Number(digits) * 1024 ** ' KMGT'.indexOf((unit || ' ').toUpperCase());
    if (digits === '' || (unit !== '' && !size)) throw this.error(name, `'${value}' is no number`);
    if (number < low || number > high) {
      throw this.error(name, `${value} is not from ${String(low)} to ${String(high)}`);
    }
    return number;
  }

  /** Properties that say nothing of the hardware's registers. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.asked.add(name);
  }

  error(property: string, message: string): MachineError {
    return new MachineError(this.index, property, message);
  }

  /** To be called when all were asked for. */
  done(): void {
    const unknown = Object.keys(this.device.props).find((name) => !this.asked.has(name));
    if (unknown !== undefined) {
      throw this.error(unknown, `${this.device.model} has no such property`);
    }
  }
}
