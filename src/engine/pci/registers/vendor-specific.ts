import { bits, capability, register, whole } from './notation';
import type { RegisterTable } from './register';

const length = whole(2, 1, 'Capability Length', 'RO', 'PCIe 5.0 §7.9.4');
const tables = new Map<string, RegisterTable>();

const remembered = (key: string, make: () => RegisterTable): RegisterTable => {
  const known = tables.get(key) ?? make();
  tables.set(key, known);
  return known;
};

/** A capability whose contents are the vendor's; `size` as its length byte says, at least 3. */
export const vendorSpecific = (size: number): RegisterTable =>
  remembered(String(size), () => capability('vndr', 'Vendor Specific', 0x09, size, [length]));

const V = 'Virtio 1.2 §4.1.4';
const STRUCTURE: Readonly<Record<number, string>> = {
  1: 'Common Configuration',
  2: 'Notifications',
  3: 'ISR Status',
  4: 'Device-specific Configuration',
  5: 'PCI Configuration Access',
  8: 'Shared Memory Region',
  9: 'Vendor Data',
};

/** Where a virtio device keeps one of its structures: BAR, offset, length. */
export const virtioCapability = (size: number, type: number): RegisterTable =>
  remembered(`${String(size)}/${String(type)}`, () => {
    // Only configuration access lets software choose where to look.
    const attr = type === 5 ? 'RW' : 'RO';
    return capability('virtio', `Virtio ${STRUCTURE[type] ?? 'Structure'}`, 0x09, size, [
      length,
      whole(3, 1, 'Configuration Type', 'RO', V),
      whole(4, 1, 'BAR', attr, V),
      register(5, 1, 'ID', V, [bits(7, 0, 'RO', 'ID')]),
      whole(8, 4, 'Offset', attr, V),
      whole(12, 4, 'Length', attr, V),
      ...(type === 2 && size >= 20
        ? [whole(16, 4, 'Notify Offset Multiplier', 'RO', 'Virtio 1.2 §4.1.4.4')]
        : []),
      ...(type === 5 && size >= 20
        ? [whole(16, 4, 'PCI Configuration Data', 'RW', 'Virtio 1.2 §4.1.4.9')]
        : []),
    ]);
  });
