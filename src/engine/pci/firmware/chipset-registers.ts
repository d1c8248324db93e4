import type { Fabric } from '../fabric';
import type { MachineConfig } from '../machine';

// The chipset's own registers as SeaBIOS leaves them. No table names them; they are set, not written.

type Bytes = readonly (readonly [offset: number, values: readonly number[]])[];

function setBytes(fabric: Fabric, rid: number, bytes: Bytes): void {
  const config = fabric.at(rid)?.config;
  for (const [offset, values] of bytes) {
    for (const [i, value] of values.entries()) config?.set(offset + i, 1, value);
  }
}

/** Four interrupt lines routed to IRQ 10 and 11. */
const ROUTES = [0x0a, 0x0a, 0x0b, 0x0b] as const;

export function setUpQ35(fabric: Fabric, machine: MachineConfig): void {
  // Host bridge: extended configuration space at b0000000, which parts of the first MiB are RAM, SMRAM locked.
  // The later release's firmware is larger and needs one more piece as RAM.
  const upperHigh = machine.qemu === '7.2' ? 0x11 : 0x31;
  setBytes(fabric, 0x0000, [
    [0x60, [0x01, 0x00, 0x00, 0xb0]],
    [0x90, [0x10, 0x11, 0x11, 0x11, 0x11, upperHigh, 0x33]],
    [0x9d, [0x0a, 0x38]],
  ]);
  // ISA bridge: ACPI registers at port 600, interrupt routes, SMI locked, root complex registers at fed1c000.
  setBytes(fabric, 0x00f8, [
    [0x40, [0x01, 0x06]],
    [0x44, [0x80]],
    [0x60, ROUTES],
    [0x68, ROUTES],
    [0xa0, [0x10]],
    [0xf0, [0x01, 0xc0, 0xd1, 0xfe]],
  ]);
  // The disk controller was asked for something to boot from.
  setBytes(fabric, 0x00fa, [[0x04, [0x07]]]);
  // SMBus: moved to port 700 and switched on.
  setBytes(fabric, 0x00fb, [
    [0x20, [0x01, 0x07]],
    [0x40, [0x01]],
  ]);
}

export function setUpI440fx(fabric: Fabric): void {
  // Host bridge: which parts of the first MiB are RAM, SMRAM locked.
  setBytes(fabric, 0x0000, [
    [0x57, [0x80]],
    [0x59, [0x10, 0x11, 0x11, 0x11, 0x11, 0x11, 0x33]],
    [0x72, [0x0a]],
  ]);
  setBytes(fabric, 0x0008, [[0x60, ROUTES]]);
  // Both IDE channels on.
  setBytes(fabric, 0x0009, [[0x40, [0x00, 0x80, 0x00, 0x80]]]);
  // Power management: its interrupt is wired to IRQ 9, its registers go to ports 600 and 700.
  setBytes(fabric, 0x000b, [
    [0x3c, [0x09]],
    [0x40, [0x01, 0x06]],
    [0x80, [0x01]],
    [0x90, [0x01, 0x07]],
    [0xd2, [0x09]],
  ]);
}
