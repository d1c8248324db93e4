import type { Addresses } from '../../engine/inspect-addresses';

type Owner = Addresses['trespasses'][number]['owner'];

/** The address view: one buffer as guest, CPU and device know it. */
export const addresses = {
  open: 'Address view: who translates what',
  none: 'No guest has a function of its own, so no device uses a guest’s addresses.',
  guest: 'Guest',
  about: (guest: string, slot: number) =>
    `The buffer of ${guest}’s next frame to be sent (entry ${slot} of its transmit ring):`,
  access: {
    tx: (guest: string, slot: number, packet: number) =>
      `The transmit buffer of ${guest} that packet ${packet} is read from (entry ${slot}):`,
    rx: (guest: string, slot: number, packet: number) =>
      `The receive buffer of ${guest} that packet ${packet} is written into (entry ${slot}):`,
    ring: (guest: string, slot: number, packet: number) =>
      `The descriptor of packet ${packet} in a ring of ${guest} (entry ${slot}):`,
  },
  cpu: 'The CPU: the guest’s table, then EPT',
  device: 'The device: the IOMMU’s table',
  untranslated:
    'No IOMMU: the device’s address is the host’s, whoever’s memory it is. The guest’s memory lies one to one.',
  level: 'level',
  table: 'table at',
  index: 'index',
  entry: 'entry',
  lookups: (hits: number, misses: number) =>
    `IOTLB so far: ${hits} hits, ${misses} misses. Each miss reads the table above, entry by entry.`,
  fault: (
    guest: string,
    source: string,
    address: string,
    reason: string,
    write: boolean,
    level: number,
  ) =>
    `Last fault: ${guest} (${source}) ${write ? 'write to' : 'read of'} ${address}, reason ${reason}` +
    (level > 0 ? `; the entry is missing at level ${level}.` : '.'),
  faults: (count: number) => `Faults so far: ${count}. dmesg prints the first of them.`,
  trespasses: 'Not stopped, latest first',
  trespass: (guest: string, write: boolean, hpa: string) =>
    `${guest} ${write ? 'overwrote' : 'read'} ${hpa}:`,
  owner: {
    guest: (vm) => `memory of ${vm}.`,
    'host-buffers': () => 'packet buffers of the host’s driver.',
    'host-kernel': () => 'the host’s kernel.',
    'translation-tables': () => 'translation tables.',
    nobody: () => 'memory that nobody uses.',
  } satisfies Readonly<Record<Owner, (vm: string) => string>>,
  hit: (packet: number) => `Packet ${packet} lay there and is lost.`,
  iotlb: (count: number) => `In the IOTLB, latest first: ${count} of 64`,
};
