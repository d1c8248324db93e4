import type { Host } from './host';

/** Lines of the PC's own chips, with counts of a machine that has just started. */
const LEGACY: readonly (readonly [irq: number, count: number, chip: string, action: string])[] = [
  [0, 139, 'IO-APIC   2-edge', 'timer'],
  [1, 9, 'IO-APIC   1-edge', 'i8042'],
  [4, 26, 'IO-APIC   4-edge', 'ttyS0'],
  [8, 1, 'IO-APIC   8-edge', 'rtc0'],
  [9, 0, 'IO-APIC   9-fasteoi', 'acpi'],
  [12, 3, 'IO-APIC  12-edge', 'i8042'],
];

const NAMED: readonly (readonly [name: string, what: string])[] = [
  ['NMI', 'Non-maskable interrupts'],
  ['LOC', 'Local timer interrupts'],
  ['SPU', 'Spurious interrupts'],
  ['PMI', 'Performance monitoring interrupts'],
  ['IWI', 'IRQ work interrupts'],
  ['RTR', 'APIC ICR read retries'],
  ['RES', 'Rescheduling interrupts'],
  ['CAL', 'Function call interrupts'],
  ['TLB', 'TLB shootdowns'],
  ['TRM', 'Thermal event interrupts'],
  ['THR', 'Threshold APIC interrupts'],
  ['DFR', 'Deferred Error APIC interrupts'],
  ['MCE', 'Machine check exceptions'],
  ['MCP', 'Machine check polls'],
  ['ERR', ''],
  ['MIS', ''],
  ['PIN', 'Posted-interrupt notification event'],
  ['NPI', 'Nested posted-interrupt event'],
  ['PIW', 'Posted-interrupt wakeup event'],
];

/** The flow handler's name takes eight columns. */
function padded(chip: string): string {
  const [where = '', flow = ''] = chip.split(/-(?=\w+$)/);
  return `${where}-${flow.padEnd(8)}`;
}

/** `/proc/interrupts`. What an interface's vectors are called is known once it is up. */
export function interruptsText(host: Host): string {
  const { cpus } = host.machine;
  const columns = (first: number) =>
    Array.from({ length: cpus }, (_, i) => ` ${String(i === 0 ? first : 0).padStart(10)}`).join('');
  let text = '    ';
  for (let i = 0; i < cpus; i++) text += `       CPU${String(i).padEnd(1)}`;
  text += '       \n';
  const rows = new Map<number, string>();
  for (const [irq, count, chip, action] of LEGACY)
    rows.set(irq, `${columns(count)}   ${padded(chip)}  ${action}`);
  for (const { irq, chip, action, count } of host.interrupts.lines.values()) {
    if (action !== '') rows.set(irq, `${columns(count)}   ${padded(chip)}  ${action}`);
  }
  for (const [irq, row] of [...rows].sort(([a], [b]) => a - b))
    text += `${String(irq).padStart(3)}:${row}\n`;
  for (const [name, what] of NAMED) {
    const count = name === 'LOC' ? Math.floor(host.clock.now / 4_000_000) : 0;
    text +=
      what === ''
        ? `${name}: ${String(count).padStart(10)}\n`
        : `${name}:${columns(count)}   ${what}\n`;
  }
  return text;
}
