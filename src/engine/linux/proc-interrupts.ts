import type { Host } from './host';

/** Lines of the PC's own chips, with counts of a machine that has just started. */
const LEGACY: readonly (readonly [irq: number, count: number, pin: number, action: string])[] = [
  [0, 139, 2, 'timer'],
  [1, 9, 1, 'i8042'],
  [4, 26, 4, 'ttyS0'],
  [8, 1, 8, 'rtc0'],
  [9, 0, 9, 'acpi'],
  [12, 3, 12, 'i8042'],
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

/** `/proc/interrupts`. What an interface's vectors are called is known once it is up. */
export function interruptsText(host: Host): string {
  const { cpus } = host.machine;
  const columnsOf = (counts: readonly number[]) =>
    Array.from({ length: cpus }, (_, cpu) => ` ${String(counts[cpu] ?? 0).padStart(10)}`).join('');
  const columns = (first: number) => columnsOf([first]);
  let text = '    ';
  for (let i = 0; i < cpus; i++) text += `       CPU${String(i).padEnd(1)}`;
  text += '       \n';
  const rows = new Map<number, string>();
  for (const [irq, count, pin, action] of LEGACY) {
    const chip = host.interrupts.chip('IO-APIC', pin, irq === 9 ? 'fasteoi' : 'edge');
    rows.set(irq, `${columns(count)}  ${chip}  ${action}`);
  }
  // The IOMMU's own fault interrupt is the first message of all.
  if (host.platform.iommu)
    rows.set(host.platform.msiBase - 1, `${columns(0)}  DMAR-MSI   0-edge      dmar0`);
  for (const { irq, chip, action, count, rid, vector } of host.interrupts.lines.values()) {
    if (action === '') continue;
    const isGuests = rid !== null && action.startsWith('vfio-');
    const seen = isGuests ? (host.interrupts.delivered?.(rid, vector) ?? []) : [count];
    rows.set(irq, `${columnsOf(seen)}  ${chip}  ${action}`);
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
