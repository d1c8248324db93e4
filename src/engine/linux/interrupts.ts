import { Numbers } from './numbers';
import type { RoutingId } from '../units';
import type { PciDevice } from './pci-device';

/** A line of `/proc/interrupts`. */
export interface IrqLine {
  readonly irq: number;
  /** As the table has it: ` PCI-MSI 524288-edge    `, ` IO-APIC  20-fasteoi `. */
  readonly chip: string;
  action: string;
  count: number;
  /** The function whose message it is; null for a line of the I/O APIC. */
  readonly rid: RoutingId | null;
  /** Which of the function's vectors. */
  readonly vector: number;
}

/** Interrupt numbers in use. Message-signalled ones take the lowest free number from the base up. */
export class Interrupts {
  /** How often each CPU was interrupted by a vector of a guest's function since the run beside the host began; null where none runs. */
  delivered: ((rid: RoutingId, vector: number) => readonly number[]) | null = null;
  readonly lines = new Map<number, IrqLine>();
  private readonly numbers: Numbers;

  private readonly prefix: string;
  private readonly perDevice: boolean;

  /** `remapped`: an IOMMU routes them, and the chips' names say so. `perDevice`: each function is a chip of its own (6.2). */
  constructor(base: number, remapped: boolean, perDevice: boolean) {
    this.numbers = new Numbers(base);
    this.prefix = remapped ? 'IR-' : '';
    this.perDevice = perDevice;
  }

  /** A chip's name in eight columns and the number that the interrupt has there in three. */
  chip(name: string, number: number, flow: string): string {
    return `${`${this.prefix}${name}`.padStart(8)} ${String(number).padStart(3)}-${flow.padEnd(8)}`;
  }

  private messageChip(device: PciDevice, index: number): string {
    if (!this.perDevice) return this.chip('PCI-MSI', device.rid * 2048 + index, 'edge');
    return this.chip(`PCI-MSI${device.msixOn ? 'X' : ''}-${device.name}`, index, 'edge');
  }

  /** Vectors for a device; `actions` name the handlers, '' for a vector that nobody asked for yet. */
  allocateMessages(device: PciDevice, actions: readonly string[]): number[] {
    return actions.map((action, i) => {
      const irq = this.numbers.take();
      const chip = this.messageChip(device, i);
      this.lines.set(irq, { irq, chip, action, count: 0, rid: device.rid, vector: i });
      return irq;
    });
  }

  /** A handler on an INTx line of the I/O APIC. */
  share(irq: number, action: string): void {
    const line = this.lines.get(irq);
    const chip = this.chip('IO-APIC', irq, 'fasteoi');
    if (line === undefined)
      this.lines.set(irq, { irq, chip, action, count: 0, rid: null, vector: 0 });
    else line.action += `, ${action}`;
  }

  /** Handlers came or went: what the vectors are called now, '' for nobody. */
  rename(irqs: readonly number[], actions: readonly string[]): void {
    for (const [i, irq] of irqs.entries()) {
      const line = this.lines.get(irq);
      if (line !== undefined) line.action = actions[i] ?? '';
    }
  }

  free(irqs: readonly number[]): void {
    for (const irq of irqs) {
      this.lines.delete(irq);
      this.numbers.free(irq);
    }
  }

  freeShared(irq: number, action: string): void {
    const line = this.lines.get(irq);
    if (line === undefined) return;
    const left = line.action.split(', ').filter((name) => name !== action);
    if (left.length === 0) this.lines.delete(irq);
    else line.action = left.join(', ');
  }
}

/** Names for log lines that give an interrupt's link: `\_SB_.GSIF`. */
export function linkPath(link: string): string {
  return `\\_SB_.${link}`;
}
