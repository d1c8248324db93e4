import { describe, expect, test } from 'vitest';
import { Booted, machineWith, nvmeWith, ROOT_PORT } from './testing';

const PF = '/sys/bus/pci/devices/0000:01:00.0';
const IGB = machineWith([ROOT_PORT, 'igb,bus=rp1']);

describe('sriov_numvfs', () => {
  test('checks in the kernel’s order', () => {
    const host = new Booted(IGB);
    expect(host.read(`${PF}/sriov_totalvfs`)).toBe('7');
    for (const text of ['', 'abc', '-1', ' 2', '2 ', '08', '65536'])
      expect(host.write(`${PF}/sriov_numvfs`, text)).toBe('EINVAL');
    expect(host.write(`${PF}/sriov_numvfs`, '8')).toBe('ERANGE');
    expect(host.write(`${PF}/sriov_numvfs`, '0')).toBeNull();
    expect(host.log()).toEqual([]);
    expect(host.write(`${PF}/sriov_numvfs`, '0x2')).toBeNull();
    expect(host.log().at(-1)).toBe('igb 0000:01:00.0: 2 VFs allocated');
    expect(host.write(`${PF}/sriov_numvfs`, '4')).toBe('EBUSY');
    expect(host.log()).toEqual([
      'igb 0000:01:00.0: 2 VFs already enabled. Disable before enabling 4 VFs',
    ]);
    expect(host.list('/sys/bus/pci/devices')).toContain('0000:01:10.2');
  });

  test('costs the waits that the kernel makes', () => {
    const host = new Booted(machineWith([ROOT_PORT, ...nvmeWith(4)]));
    const before = host.kernel.now();
    host.write(`${PF}/sriov_numvfs`, '4');
    const on = host.kernel.now() - before;
    host.write(`${PF}/sriov_numvfs`, '0');
    const off = host.kernel.now() - before - on;
    expect(on).toBeGreaterThanOrEqual(100e6);
    expect(on).toBeLessThan(200e6);
    expect(off).toBeGreaterThanOrEqual(1000e6);
  });

  test('needs a driver that can', () => {
    const host = new Booted(IGB);
    host.write('/sys/bus/pci/drivers/igb/unbind', '0000:01:00.0');
    host.log();
    expect(host.read(`${PF}/sriov_totalvfs`)).toBe('8');
    expect(host.write(`${PF}/sriov_numvfs`, '2')).toBe('ENOENT');
    expect(host.log()).toEqual([
      'pci 0000:01:00.0: no driver bound to device; cannot configure SR-IOV',
    ]);
  });

  test('refuses what another function’s name makes impossible, and undoes it', () => {
    const host = new Booted(
      machineWith([...nvmeWith(8, 'addr=3.0'), 'e1000,addr=4.0'], { qemu: '7.2' }),
    );
    const pf = '/sys/bus/pci/devices/0000:00:03.0';
    expect(host.write(`${pf}/sriov_numvfs`, '8')).toBe('ENOENT');
    expect(host.read(`${pf}/sriov_numvfs`)).toBe('0');
    expect(host.list('/sys/bus/pci/devices')).not.toContain('0000:00:03.1');
    expect(host.write(`${pf}/sriov_numvfs`, '7')).toBeNull();
  });
});

test('a bus number that nobody reserved is out of range; with assign-busses it is there', () => {
  const first = nvmeWith(1, 'bus=rp1,addr=0.0');
  const devices = [ROOT_PORT, ...first, ...nvmeWith(16, 'bus=rp1,addr=1f.0').slice(1)];
  const pf = '/sys/bus/pci/devices/0000:01:1f.0/sriov_numvfs';
  const fixed = new Booted(machineWith(devices, { cmdline: 'pci=pcie_scan_all' }));
  expect(fixed.write(pf, '8')).toBe('ENOMEM');
  expect(fixed.log()).toEqual([
    "nvme 0000:01:1f.0: can't enable 8 VFs (bus 02 out of range of [bus 01])",
  ]);
  const numbered = new Booted(machineWith(devices, { cmdline: 'pci=pcie_scan_all,assign-busses' }));
  expect(numbered.write(pf, '16')).toBeNull();
  expect(numbered.list('/sys/bus/pci/devices')).toContain('0000:02:00.0');
  expect(numbered.read('/sys/bus/pci/devices/0000:02:00.0/physfn/sriov_numvfs')).toBe('16');
  expect(numbered.write(pf, '0')).toBeNull();
  expect(numbered.list('/sys/bus/pci/devices')).not.toContain('0000:02:00.0');
});

test('the function it depends on must be there, and be a PF', () => {
  const second = nvmeWith(16, 'bus=rp1,addr=1f.0');
  const pf = '/sys/bus/pci/devices/0000:01:1f.0/sriov_numvfs';
  const cmdline = 'pci=pcie_scan_all';
  const nobody = new Booted(machineWith([ROOT_PORT, ...second], { cmdline }));
  expect(nobody.write(pf, '4')).toBe('ENODEV');
  const nic = [ROOT_PORT, 'e1000e,bus=rp1,addr=0.0', ...second];
  expect(new Booted(machineWith(nic, { cmdline })).write(pf, '4')).toBe('ENOSYS');
});

test('VFs outlive a PF that was removed, and stand in the way of new ones', () => {
  const host = new Booted(machineWith([ROOT_PORT, ...nvmeWith(4)]));
  host.write(`${PF}/sriov_numvfs`, '2');
  host.kernel.pass(3e9);
  host.log();
  expect(host.write(`${PF}/remove`, '1')).toBeNull();
  expect(host.log()).toEqual(['nvme 0000:01:00.0: driver left SR-IOV enabled after remove']);
  expect(host.list('/sys/bus/pci/devices')).toContain('0000:01:00.1');
  expect(host.write('/sys/bus/pci/rescan', '1')).toBeNull();
  expect(host.read(`${PF}/sriov_numvfs`)).toBe('0');
  expect(host.write(`${PF}/sriov_numvfs`, '2')).toBe('ENOENT');
});

test('memory for all VFs or for none', () => {
  const port = `${ROOT_PORT},hotplug=off`;
  const small = machineWith([port, ...nvmeWith(127)], { cmdline: 'pci=realloc=off' });
  expect(new Booted(small).write(`${PF}/sriov_numvfs`, '1')).toBe(null);
  const two = [port, 'nvme-subsys,id=s1', ...nvmeWith(127)];
  const both = machineWith([...two, ...nvmeWith(127, 'bus=rp1,addr=1.0').slice(1)], {
    cmdline: 'pci=realloc=off,pcie_scan_all',
  });
  const host = new Booted(both);
  expect(host.write('/sys/bus/pci/devices/0000:01:01.0/sriov_numvfs', '1')).toBe('ENOMEM');
  expect(host.log().at(-1)).toBe('nvme 0000:01:01.0: not enough MMIO resources for SR-IOV');
  const moved = new Booted({ ...both, cmdline: 'pci=pcie_scan_all' });
  expect(moved.write('/sys/bus/pci/devices/0000:01:01.0/sriov_numvfs', '1')).toBeNull();
});
