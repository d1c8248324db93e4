import { describe, expect, test } from 'vitest';
import { bootKernel } from './boot';
import { Booted, machineWith, nvmeWith, ROOT_PORT } from './testing';
import type { MachineConfig } from '../pci/machine';

// Machines that nobody recorded, by the rules of QEMU, its firmware and the kernel.

const GiB = 2 ** 30;
const MiB = 2 ** 20;

/** What the kernel logged until its drivers were to be loaded. */
const bootLog = (machine: MachineConfig): string =>
  bootKernel(machine, { seed: 1, autoload: false })
    .log.lines.map(({ text }) => text)
    .join('\n');

describe('memory', () => {
  test.each([
    [512 * MiB, '0x20000000-0xafffffff', ['0x20000000-0xafffffff', '0x100000000-0x8ffffffff']],
    // The hole above the configuration space is the larger one now.
    [2 * GiB, '0xc0000000-0xfed1bfff', ['0x80000000-0xafffffff', '0x100000000-0x8ffffffff']],
    [2.5 * GiB, '0xc0000000-0xfed1bfff', ['0xa0000000-0xafffffff', '0x100000000-0x8ffffffff']],
    [4.5 * GiB, '0xc0000000-0xfed1bfff', ['0x80000000-0xafffffff', '0x1c0000000-0x9bfffffff']],
  ])('q35 with %d bytes', (memory, gap, windows) => {
    const log = bootLog(machineWith([], { memory }));
    expect(log).toContain(`[mem ${gap}] available for PCI devices`);
    for (const window of windows) expect(log).toContain(`root bus resource [mem ${window} window]`);
  });

  test('i440fx keeps 3.5 GiB below 4 GiB, or 3 GiB of more', () => {
    const log = (memory: number) => bootLog(machineWith([], { chipset: 'i440fx', memory }));
    expect(log(3.25 * GiB)).toContain('root bus resource [mem 0xd0000000-0xfebfffff window]');
    expect(log(5 * GiB)).toContain('root bus resource [mem 0xc0000000-0xfebfffff window]');
    expect(log(5 * GiB)).toContain('root bus resource [mem 0x180000000-0x1ffffffff window]');
  });
});

const TWO_PORTS = ['addr=0.0,multifunction=on', 'addr=0.1'].map(
  (where) => `igb,bus=rp1,${where},x-pcie-ari-nextfn-1=on`,
);

describe('two ports of a card whose ARI list leads to the second', () => {
  const path = '/sys/bus/pci/devices/0000:01:00.1';

  test('both are PFs, and the VFs of the second lie between those of the first', () => {
    const host = new Booted(machineWith([ROOT_PORT, ...TWO_PORTS]));
    host.write(`${path}/sriov_numvfs`, '2');
    host.write('/sys/bus/pci/devices/0000:01:00.0/sriov_numvfs', '2');
    const slots = host.kernel.functions().filter(({ bus }) => bus === 1);
    expect(slots.map(({ device, fn }) => `${device.toString(16)}.${fn}`)).toEqual([
      '0.0',
      '0.1',
      '10.0',
      '10.1',
      '10.2',
      '10.3',
    ]);
    // Its Function Dependency Link names function 0.
    expect(host.node(`${path}/dep_link`)).toBeDefined();
  });

  test('an 82576 keeps its functions apart without saying so', () => {
    const host = new Booted(
      machineWith(['intel-iommu', ROOT_PORT, ...TWO_PORTS], { cmdline: 'intel_iommu=on' }),
    );
    const groups = host.kernel.functions().filter(({ bus }) => bus === 1);
    expect(new Set(groups.map(({ kernel }) => kernel?.iommuGroup)).size).toBe(2);
  });
});

test('/sys/class/iommu is empty without an IOMMU and has its registers with one', () => {
  expect(new Booted(machineWith([ROOT_PORT])).list('/sys/class/iommu')).toEqual([]);
  const machine = machineWith(['intel-iommu', ROOT_PORT], { cmdline: 'intel_iommu=on' });
  const host = new Booted(machine);
  const unit = '/sys/class/iommu/dmar0';
  expect(host.read(`${unit}/intel-iommu/address`)).toBe('fed90000');
  expect(host.read(`${unit}/intel-iommu/domains_supported`)).toBe('65536');
  expect(host.list(`${unit}/devices`)).toContain('0000:00:02.0');
  expect(host.read(`${unit}/devices/0000:00:02.0/vendor`)).toBe('0x1b36');
});

describe('options of the kernel', () => {
  test('pci=nommconf leaves 256 bytes, no SR-IOV and nothing to the port driver', () => {
    const machine = machineWith([ROOT_PORT, ...nvmeWith(2)], { cmdline: 'pci=nommconf' });
    const log = bootLog(machine);
    expect(log).not.toMatch(/MMCONFIG (?:at|for)|VF BAR|PME: Signaling/u);
    expect(log).toContain('_OSC: not requesting OS control; OS requires [ExtendedConfig ASPM');
    const host = new Booted(machine);
    expect(host.node('/sys/bus/pci/devices/0000:01:00.0/sriov_totalvfs')).toBeUndefined();
  });

  test('pci=noaer does not ask for error reporting', () => {
    const log = bootLog(machineWith([ROOT_PORT], { cmdline: 'pci=noaer' }));
    expect(log).toContain('OS now controls [SHPCHotplug PME PCIeCapability]');
    expect(log).not.toContain('AER: enabled');
  });
});

describe('what ACPI names', () => {
  const second = 'pcie-root-port,id=rp2,bus=pcie.0,chassis=2,slot=2,addr=3.0';

  test('an empty slot that can be plugged has an object', () => {
    const host = new Booted(machineWith([ROOT_PORT, second, 'igb,bus=rp2']));
    const card = host.node('/sys/bus/pci/devices/0000:02:00.0');
    const link = card?.type === 'dir' ? card.get('firmware_node') : undefined;
    expect(link?.type === 'link' ? link.target : '').toMatch(/device:03\/device:04$/u);
  });

  test('a second card finds the names of the slots of its VFs taken', () => {
    const host = new Booted(machineWith([ROOT_PORT, second, 'igb,bus=rp1', 'igb,bus=rp2']));
    const slots = host.node('/sys/bus/pci/slots');
    expect(slots?.type === 'dir' ? [...slots.list()].toSorted() : []).toEqual([
      '0',
      '0-2',
      '16',
      '16-2',
      '17',
      '17-2',
    ]);
  });
});

test("QEMU 10's PF takes VF Enable only while NumVFs is possible", () => {
  const { fabric } = new Booted(machineWith([ROOT_PORT, 'igb,bus=rp1'])).kernel;
  const { config } = fabric.at(0x100) ?? {};
  const at = config?.find('sriov')?.at ?? 0;
  config?.write(at + 0x10, 2, 9);
  config?.write(at + 8, 2, 9);
  expect(config?.read(at + 8, 2)).toBe(8);
  config?.write(at + 0x10, 2, 8);
  config?.write(at + 8, 2, 9);
  expect(config?.read(at + 8, 2)).toBe(9);
  expect(fabric.at(0x18e)?.role).toBe('vf');
});

test('cards without an address get the lowest that no card before them took', () => {
  const ports = ['rp1', 'rp2', 'rp3', 'rp4'];
  const host = new Booted(
    machineWith([
      ...ports.map((id, i) => `pcie-root-port,id=${id},chassis=${i},slot=${i},addr=${i + 2}.0`),
      'igb,bus=rp1,mac=52:54:00:12:34:56',
      'igb,bus=rp2',
      'igb,bus=rp3,mac=02:00:00:00:00:01',
      'igb,bus=rp4',
    ]),
  );
  expect(host.kernel.netDevices.slice(1).map(({ mac }) => mac.slice(-2))).toEqual([
    '56',
    '57',
    '01',
    '58',
  ]);
});
