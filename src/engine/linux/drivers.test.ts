import { expect, test } from 'vitest';
import { Booted, machineWith, nvmeWith, ROOT_PORT } from './testing';

const PF = '/sys/bus/pci/devices/0000:01:00.0';
const VF = '/sys/bus/pci/devices/0000:01:10.0';
const DRIVERS = '/sys/bus/pci/drivers';

test('binding: only what matches, only what is free', () => {
  const host = new Booted(machineWith([ROOT_PORT, 'igb,bus=rp1']));
  expect(host.write(`${DRIVERS}/igb/bind`, '0000:01:00.0')).toBe('EBUSY');
  expect(host.write(`${DRIVERS}/igbvf/bind`, '0000:01:00.0')).toBe('ENODEV');
  expect(host.write(`${DRIVERS}/igbvf/unbind`, '0000:01:00.0')).toBe('ENODEV');
  expect(host.write('/sys/bus/pci/drivers_probe', '0000:09:00.0')).toBe('ENODEV');
  expect(host.write(`${DRIVERS}/igb/unbind`, '0000:01:00.0')).toBeNull();
  expect(host.kernel.netDevices.map(({ name }) => name)).toEqual(['lo']);
  expect(host.write(`${DRIVERS}/igb/bind`, '0000:01:00.0')).toBeNull();
  expect(host.kernel.netDevices.map(({ name }) => name)).toEqual(['lo', 'eth0']);
});

test('without autoprobe a VF waits for a driver_override', () => {
  const host = new Booted(machineWith([ROOT_PORT, 'igb,bus=rp1']));
  expect(host.write(`${PF}/sriov_drivers_autoprobe`, 'n')).toBeNull();
  host.write(`${PF}/sriov_numvfs`, '1');
  expect(host.write('/sys/bus/pci/drivers_probe', '0000:01:10.0')).toBeNull();
  expect(host.write(`${DRIVERS}/igbvf/bind`, '0000:01:10.0')).toBe('ENODEV');
  expect(host.list(VF)).not.toContain('driver');
  host.write(`${VF}/driver_override`, 'igbvf');
  expect(host.write(`${DRIVERS}/igbvf/bind`, '0000:01:10.0')).toBeNull();
  expect(host.list(`${VF}/net`)).toEqual(['eth1']);
});

test('vfio needs an IOMMU; its PF captures VFs for it', () => {
  const bare = new Booted(machineWith([ROOT_PORT, 'igb,bus=rp1']));
  bare.kernel.loadModule('vfio-pci', {});
  bare.write(`${DRIVERS}/igb/unbind`, '0000:01:00.0');
  bare.write(`${PF}/driver_override`, 'vfio-pci');
  bare.log();
  bare.write('/sys/bus/pci/drivers_probe', '0000:01:00.0');
  expect(bare.log()).toEqual(['vfio-pci: probe of 0000:01:00.0 failed with error -22']);

  const host = new Booted(
    machineWith(['intel-iommu', ROOT_PORT, 'igb,bus=rp1'], { cmdline: 'intel_iommu=on' }),
  );
  host.kernel.loadModule('vfio-pci', { enable_sriov: '1' });
  host.write(`${DRIVERS}/igb/unbind`, '0000:01:00.0');
  host.write(`${PF}/driver_override`, 'vfio-pci');
  host.write('/sys/bus/pci/drivers_probe', '0000:01:00.0');
  expect(host.write(`${PF}/sriov_numvfs`, '2')).toBeNull();
  expect(host.list('/dev/vfio')).toEqual(expect.arrayContaining(['3', '4', '5', 'vfio']));
  expect(host.read(`${VF}/driver_override`)).toBe('vfio-pci');
});

test('who removes a function that user space has open asks for it and waits; one that is only bound just goes', () => {
  const host = new Booted(
    machineWith(['intel-iommu', ROOT_PORT, 'igb,bus=rp1'], { cmdline: 'intel_iommu=on' }),
  );
  const { kernel } = host;
  kernel.loadModule('vfio-pci', {});
  host.write(`${PF}/sriov_drivers_autoprobe`, '0');
  host.write(`${PF}/sriov_numvfs`, '2');
  const [first, second] = [0x0180, 0x0182];
  const other = VF.replace(/0$/, '2');
  for (const vf of [VF, other]) {
    host.write(`${vf}/driver_override`, 'vfio-pci');
    host.write('/sys/bus/pci/drivers_probe', vf.slice(-12));
  }
  host.log();
  const taken: number[] = [];
  const open = (rid: number) => kernel.vfio.open(rid, () => taken.push(rid));
  expect([open(0x0100), open(first), open(first)]).toEqual([false, true, false]);
  expect(host.log()).toEqual(['vfio-pci 0000:01:10.0: enabling device (0000 -> 0002)']);
  expect(() => kernel.unloadModule('vfio-pci')).toThrow('Resource temporarily unavailable');

  const before = kernel.now();
  expect(host.write(`${DRIVERS}/vfio-pci/unbind`, '0000:01:10.0')).toBeNull();
  expect(kernel.now() - before).toBeGreaterThan(100e6);
  expect(taken).toEqual([first]);
  const line = 'vfio-pci 0000:01:10.0: Relaying device request to user (#0)';
  expect(host.log()).toEqual([line]);

  const seen: (readonly [number, boolean])[] = [];
  kernel.watch((rid, there) => seen.push([rid, there]));
  expect(open(second)).toBe(true);
  kernel.vfio.close(second);
  host.log();
  host.write(`${PF}/sriov_numvfs`, '0');
  expect(taken).toEqual([first]);
  expect(host.log().filter((text) => text.includes('Relaying'))).toEqual([]);
  expect(seen).toEqual([
    [first, false],
    [second, false],
  ]);
});

test('a module in use stays; the last one takes its drivers along', () => {
  const host = new Booted(machineWith([ROOT_PORT, 'igb,bus=rp1']));
  expect(() => host.kernel.unloadModule('dca')).toThrow('Resource temporarily unavailable');
  expect(() => host.kernel.unloadModule('ixgbe')).toThrow('No such file or directory');
  host.kernel.unloadModule('igb');
  expect(host.list(PF)).not.toContain('driver');
  expect(host.list(DRIVERS)).not.toContain('igb');
});

test('new_id lends a driver a device', () => {
  const host = new Booted(machineWith(['e1000,addr=4.0']));
  host.write(`${DRIVERS}/e1000/unbind`, '0000:00:04.0');
  host.kernel.loadModule('pci-stub', {});
  expect(host.write(`${DRIVERS}/pci-stub/new_id`, '8086')).toBe('EINVAL');
  expect(host.write(`${DRIVERS}/pci-stub/new_id`, '8086 100e')).toBeNull();
  expect(host.log().at(-1)).toBe('pci-stub 0000:00:04.0: claimed by stub');
  expect(host.write(`${DRIVERS}/pci-stub/new_id`, '8086 100e')).toBe('EEXIST');
  expect(host.write(`${DRIVERS}/pci-stub/remove_id`, '8086 100e')).toBeNull();
});

test('a port goes with what is below it and is found again, its windows assigned anew', () => {
  const host = new Booted(machineWith([ROOT_PORT, 'igb,bus=rp1']));
  expect(host.write('/sys/bus/pci/devices/0000:00:02.0/remove', '1')).toBeNull();
  expect(host.log().at(-1)).toBe('pci_bus 0000:01: busn_res: [bus 01] is released');
  expect(host.list('/sys/bus/pci/devices')).not.toContain('0000:01:00.0');
  expect(host.write('/sys/bus/pci/rescan', '1')).toBeNull();
  expect(host.read(`${PF}/sriov_totalvfs`)).toBe('7');
  expect(host.write(`${PF}/sriov_numvfs`, '3')).toBeNull();
});

test('a Function Level Reset keeps the VFs that are on', () => {
  const host = new Booted(machineWith([ROOT_PORT, ...nvmeWith(4)]));
  host.write(`${PF}/sriov_numvfs`, '2');
  host.kernel.pass(3e9);
  expect(host.write(`${PF}/reset`, '1')).toBeNull();
  expect(host.kernel.functions().map(({ config }) => config[0x34])).not.toContain(0xff);
  expect(host.write(`${PF}/sriov_numvfs`, '0')).toBeNull();
});
