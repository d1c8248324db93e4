import { describe, expect, test } from 'vitest';
import { Booted, machineWith, nvmeWith, ROOT_PORT } from './testing';

const PF = '/sys/bus/pci/devices/0000:01:00.0';
const DRIVERS = '/sys/bus/pci/drivers';

const igbHost = () => new Booted(machineWith([ROOT_PORT, 'igb,bus=rp1']));

describe('new_id and remove_id', () => {
  test.each([
    ['8086', 'EINVAL'],
    ['8086:10c9', 'EINVAL'],
    ['8086 xyz', 'EINVAL'],
    // Served already, whatever subsystem is asked for.
    ['8086 10c9', 'EEXIST'],
    ['0x8086 0x10c9 1af4 1100', 'EEXIST'],
    ['8086 10c9 ffffffff ffffffff 0 0 0', null],
    // What follows the numbers is not read.
    ['8086 1234 xyz', null],
  ])('igb takes %s: %s', (text, errno) => {
    expect(igbHost().write(`${DRIVERS}/igb/new_id`, text)).toBe(errno);
  });

  test('a device of a class is no id for its numbers', () => {
    const host = new Booted(machineWith([ROOT_PORT, ...nvmeWith(2)]));
    expect(host.write(`${DRIVERS}/nvme/new_id`, '1b36 0010')).toBeNull();
    expect(host.write(`${DRIVERS}/nvme/remove_id`, '1b36 0011')).toBe('ENODEV');
    expect(host.write(`${DRIVERS}/nvme/remove_id`, '1b36 0010')).toBeNull();
  });
});

test('numbers are read as the kernel reads them', () => {
  const host = igbHost();
  expect(host.write(`${PF}/reset`, 'x')).toBe('EINVAL');
  expect(host.write(`${PF}/reset`, '0')).toBe('EINVAL');
  expect(host.write(`${PF}/reset`, '0x1')).toBeNull();
  expect(host.write(`${PF}/enable`, '0x1')).toBe('EBUSY');
  expect(host.write(`${PF}/remove`, '08')).toBe('EINVAL');
  expect(host.write(`${PF}/d3cold_allowed`, 'yes')).toBe('EINVAL');
  expect(host.write(`${PF}/msi_bus`, '0')).toBeNull();
  expect(host.log()).toContain('igb 0000:01:00.0: MSI/MSI-X disallowed for future drivers');
  expect(host.read(`${PF}/dma_mask_bits`)).toBe('64');
});

test("moving a VF's vectors needs a PF whose driver can", () => {
  const host = igbHost();
  host.write(`${PF}/sriov_numvfs`, '1');
  expect(host.write(`${PF}/virtfn0/sriov_vf_msix_count`, 'x')).toBe('EINVAL');
  expect(host.write(`${PF}/virtfn0/sriov_vf_msix_count`, '3')).toBe('EOPNOTSUPP');
});

describe('/proc/interrupts', () => {
  const lines = (kernel: '6.1' | '6.12', devices: readonly string[], cmdline = '') =>
    new Booted(machineWith([...devices, ROOT_PORT], { kernel, cmdline }))
      .read('/proc/interrupts')
      .split('\n')
      .filter((line) => /MSI|timer$/u.test(line))
      .map((line) => line.slice(15));

  test('6.12 has a chip for every function', () => {
    expect(lines('6.12', [])).toContain('  PCI-MSIX-0000:00:02.0   0-edge      PCIe PME, aerdrv');
  });

  test('with an IOMMU they are remapped, and its own comes first', () => {
    expect(lines('6.1', ['intel-iommu'], 'intel_iommu=on')).toEqual([
      '  IR-IO-APIC   2-edge      timer',
      '  DMAR-MSI   0-edge      dmar0',
      '  IR-PCI-MSI 32768-edge      PCIe PME, aerdrv',
    ]);
  });
});

describe('igb', () => {
  test('max_vfs makes the VFs before the port has a name', () => {
    const host = igbHost();
    host.kernel.unloadModule('igb');
    host.log();
    host.kernel.loadModule('igb', { max_vfs: '2' });
    expect(host.log().join('\n')).toMatch(
      /parameter is deprecated[^]*2 VFs allocated[^]*PHC on eth2/u,
    );
    expect(host.list('/sys/module/igb')).not.toContain('parameters');
    expect(host.read(`${PF}/sriov_numvfs`)).toBe('2');
  });

  test('an open port loses its link for a while when its MTU changes', () => {
    const { kernel } = igbHost();
    const port = () => kernel.netDevices.find(({ name }) => name === 'eth0');
    const eth0 = port();
    if (eth0 === undefined) throw new Error('no eth0');
    const links = () => kernel.log.lines.filter(({ text }) => text.includes('Link is Up')).length;
    kernel.net.setUp(eth0, true);
    kernel.pass(3e9);
    expect(links()).toBe(1);
    kernel.net.setMtu(eth0, 9000);
    kernel.pass(3e9);
    expect(links()).toBe(2);
  });
});
