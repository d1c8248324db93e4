import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { buildFabric } from './build';
import type { Fabric, FabricFunction } from './fabric';
import { recordedMachine, ridOf } from './testing-machines';

// Transcripts and dumps of QEMU's machines, where they lie beside the project; without them there is nothing to do.
const folder = fileURLToPath(new URL('../../../../shared/reference/linux/', import.meta.url));
const read = (name: string, file: string) => readFileSync(join(folder, name, file), 'utf8');
const names = existsSync(folder)
  ? readdirSync(folder).filter((name) => existsSync(join(folder, name, '00-boot.txt')))
  : [];

// The hardware and its firmware beside dumps of QEMU's machines, byte for byte. The dumps were made by a running
// kernel; what a kernel changes is masked, and listed here.

/** Functions of an `lspci -xxxx` dump by Routing ID. */
function readDump(text: string): Map<number, Uint8Array> {
  const dump = new Map<number, number[]>();
  let bytes: number[] = [];
  for (const line of text.split('\n')) {
    const slot = /^([0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) /.exec(line)?.[1];
    if (slot !== undefined) {
      bytes = [];
      dump.set(ridOf(slot), bytes);
    }
    const row = /^[0-9a-f]+: ([0-9a-f ]+)$/.exec(line)?.[1];
    if (row !== undefined)
      bytes.push(
        ...row
          .trim()
          .split(' ')
          .map((hex) => parseInt(hex, 16)),
      );
  }
  return new Map([...dump].map(([rid, list]) => [rid, Uint8Array.from(list)]));
}

/** Bits that the kernel or a driver changes after the firmware is done, by offset. */
function kernelBits(fn: FabricFunction): Map<number, number> {
  const { config } = fn;
  const masks = new Map<number, number>();
  const add = (at: number, ...bytes: readonly number[]) => {
    for (const [i, mask] of bytes.entries()) masks.set(at + i, mask);
  };
  // Bus Master Enable, Interrupt Disable.
  add(0x04, 0x04, 0x04);
  // A VF's memory is switched on in its command register as well, to no effect.
  if (fn.role === 'vf') add(0x04, 0x06);
  // A bridge gets an I/O window if it has none.
  if (config.find('header1')) add(0x1c, 0xff, 0xff);
  const msi = config.find('msi');
  if (msi) add(msi.at + 2, 0x01, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff);
  // MSI-X Enable and, while it is set up, Function Mask.
  const msix = config.find('msix');
  if (msix) add(msix.at + 3, 0xc0);
  const pcie = config.find('pcie');
  if (pcie) {
    add(pcie.at + 0x08, 0x0f); // Error reporting.
    if (pcie.table.size > 0x28) add(pcie.at + 0x28, 0x20); // ARI Forwarding Enable.
  }
  const aer = config.find('aer');
  if (aer?.table.registers.some(({ name }) => name === 'Root Error Command')) add(aer.at + 0x2c, 7);
  // VF BARs get addresses, the lowest PF ARI Capable Hierarchy.
  const sriov = config.find('sriov');
  if (sriov) {
    add(sriov.at + 8, 0x10);
    add(sriov.at + 0x24, ...Array<number>(24).fill(0xff));
  }
  const vendorDevice = config.read(0, 4);
  // ACPI switches the interrupt routes off that nobody uses.
  if ([0x29188086, 0x70008086].includes(vendorDevice)) {
    for (const at of [0x60, 0x68]) add(at, 0x80, 0x80, 0x80, 0x80);
  }
  // The kernel ran out of I/O ports behind the switch and moved this card's.
  if (vendorDevice === 0x10d38086) add(0x18, 0, 0xff);
  // 8139cp tells its card the size of a cache line.
  if (vendorDevice === 0x813910ec) add(0x0c, 0xff);
  return masks;
}

const hex = (value: number) => value.toString(16).padStart(2, '0');

/** What the kernel writes to have this many VFs. */
function enableVfs(fabric: Fabric, rid: number, numVfs: number): void {
  const config = fabric.at(rid)?.config;
  const at = config?.find('sriov')?.at ?? 0;
  config?.write(at + 0x10, 2, numVfs);
  config?.write(at + 8, 2, config.read(at + 8, 2) | 9);
}

/** Bytes that differ, as `01:00.0 10: 04 is 05`. */
function differences(name: string, file: string): string[] {
  const fabric = buildFabric(recordedMachine(read(name, 'command.txt')));
  const [, bus = '', device = '', fn = '', numVfs = '0'] =
    /^(\w\w)-(\w\w)-(\d)-vfs-(\d+)/.exec(file) ?? [];
  const pf = ridOf(`${bus}:${device}.${fn}`);
  if (numVfs !== '0') enableVfs(fabric, pf, Number(numVfs));
  const dump = readDump(read(name, file));
  const found: string[] = [];
  const wrong = (rid: number, text: string) => {
    found.push(`${hex(rid >> 8)}:${hex((rid >> 3) & 31)}.${String(rid & 7)} ${text}`);
  };
  for (const [rid, theirs] of dump) {
    const fn = fabric.at(rid);
    if (fn === null) {
      wrong(rid, 'is missing');
      continue;
    }
    const ours = fn.config.bytes();
    const masks = kernelBits(fn);
    if (ours.length !== theirs.length) wrong(rid, `has ${String(ours.length)} bytes`);
    for (const [at, byte] of theirs.entries()) {
      const compared = 0xff & ~(masks.get(at) ?? 0);
      const value = ours[at] ?? 0;
      if ((byte & compared) !== (value & compared))
        wrong(rid, `${hex(at)}: ${hex(byte)} is ${hex(value)}`);
    }
  }
  for (const [rid] of fabric.functions()) {
    if (!dump.has(rid) && !HIDDEN.has(`${name} ${hex(rid & 0xff)}`)) wrong(rid, 'is not there');
  }
  return found;
}

/** The first port's ARI Next Function Number is 0: software that goes by it never asks the second. */
const HIDDEN = new Set(['igb-twoport-nextfn0 01']);

const dumps = names.flatMap((name) =>
  readdirSync(join(folder, name))
    .filter((file) => /(vfs-\d+|plain)\.lspci-xxxx\.txt$/.test(file))
    .map((file) => [name, file] as const),
);

describe.skipIf(dumps.length === 0)('configuration space after the firmware', () => {
  test.each(dumps)('%s/%s', (name, file) => {
    expect(differences(name, file)).toEqual([]);
  });
});
