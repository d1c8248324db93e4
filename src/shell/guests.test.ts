import { describe, expect, test } from 'vitest';
import { parseScenario } from '../engine/scenario/parse';
import type { HostEdit } from '../engine/scenario/scenario';
import { startHost } from './host';
import { noNames } from './testing-host';

const PF = '/sys/bus/pci/devices/0000:3b:00.0';
const VF = '/sys/bus/pci/devices/0000:3b:10';
const [VF0, VF1, VF2] = [0x3b80, 0x3b82, 0x3b84];

/** The lab's host with four VFs and two guests. */
function lab(more: object = {}, edits: readonly HostEdit[] = []) {
  const nic = { device: 'intel-82599', numVfs: 4 };
  const parsed = parseScenario({ nic, vms: [{ path: 'sriov', count: 2 }], ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const scenario = { ...parsed.scenario, edits };
  const host = startHost(scenario, noNames, null);
  const run = (line: string) =>
    host.shell
      .run(line, null)
      .chunks.map(({ text }) => text)
      .join('');
  const driver = (n: number) => run(`basename $(readlink ${VF}.${String(n)}/driver)`).trim();
  const owners = () => host.guests.list().map(({ bdf }) => bdf?.slice(-4) ?? null);
  return { ...host, scenario, run, driver, owners };
}

const XML = (fn: number) =>
  `echo "<hostdev managed='yes'><source><address domain='0' bus='0x3b' slot='0x10' function='${String(fn)}'/></source></hostdev>" > /tmp/vf${String(fn)}.xml`;

test('guests start with the VFs that the plan gives them, and QEMU has them open', () => {
  const { owners, driver, run, guests } = lab();
  expect(owners()).toEqual(['10.0', '10.2']);
  expect([driver(0), driver(2), driver(4)]).toEqual(['vfio-pci', 'vfio-pci', 'ixgbevf']);
  expect(guests.given).toBeUndefined();
  expect(run('virsh domiflist vm1')).toContain('hostdev');
  expect(run('modprobe -r vfio-pci')).toBe('modprobe: FATAL: Module vfio_pci is in use.\n');
});

describe('by hand', () => {
  test('a VF taken from a guest stays away until it is given back', () => {
    const { run, owners, driver, guests, kernel } = lab();
    run(XML(0));
    expect(run('virsh detach-device vm0 /tmp/vf0.xml')).toContain('Device detached successfully');
    expect(owners()).toEqual([null, '10.2']);
    expect(guests.given).toEqual([[], [VF1]]);
    expect(driver(0)).toBe('ixgbevf');
    // libvirt closed it before: nobody had to be asked.
    expect(kernel.log.lines.filter(({ text }) => text.includes('Relaying'))).toEqual([]);
    expect(run('virsh attach-device vm1 /tmp/vf0.xml')).toContain('Device attached');
    expect(guests.given).toEqual([[], [VF1, VF0]]);
    expect(run('virsh domiflist vm1').match(/hostdev/gu)).toHaveLength(2);
    expect(run('virsh attach-device vm0 /tmp/vf0.xml')).toContain(
      'in use by driver QEMU, domain vm1',
    );
    run('virsh detach-device vm1 /tmp/vf0.xml');
    run('virsh attach-interface vm0 hostdev 0000:3b:10.0 --managed');
    expect(owners()).toEqual(['10.0', '10.2']);
    expect(guests.given).toBeUndefined();
  });

  test('unbinding what a guest has open waits for QEMU, and the guest has it no more', () => {
    const { run, owners, driver, kernel } = lab();
    const before = kernel.now();
    run(`echo 0000:3b:10.2 > ${VF}.2/driver/unbind`);
    expect(kernel.now() - before).toBeGreaterThan(1.1e9);
    expect(kernel.log.lines.at(-1)?.text).toBe(
      'vfio-pci 0000:3b:10.2: Relaying device request to user (#0)',
    );
    expect(owners()).toEqual(['10.0', null]);
    run('echo 0000:3b:10.2 > /sys/bus/pci/drivers_probe');
    expect([driver(2), owners()[1]]).toEqual(['vfio-pci', null]);
  });

  test('a function in use is not taken from under the guest', () => {
    const { run } = lab();
    expect(run('virsh nodedev-detach pci_0000_3b_10_0')).toContain('is in use by driver QEMU');
    expect(run('virsh nodedev-detach pci_0000_3b_10_4')).toContain('detached');
  });

  test('a PF that was removed is nobody’s, and its guest’s again when it is found', () => {
    const vms = [{ path: 'passthrough', count: 1 }];
    const { run, owners, guests } = lab({ nic: { device: 'intel-82599', numVfs: 0 }, vms });
    expect(owners()).toEqual(['00.0']);
    run(`echo 1 > ${PF}/remove`);
    expect([owners(), guests.given]).toEqual([[null], [[]]]);
    run('echo 1 > /sys/bus/pci/rescan');
    expect([owners(), guests.given]).toEqual([['00.0'], undefined]);
  });
});

describe('VFs that guests have', () => {
  test('are asked for one after the other when they are switched off; those only bound are not', () => {
    const { run, owners, kernel } = lab();
    run(`echo vfio-pci > ${VF}.4/driver_override; echo 0000:3b:10.4 > ${VF}.4/driver/unbind`);
    run('echo 0000:3b:10.4 > /sys/bus/pci/drivers_probe; dmesg -C');
    const before = kernel.now();
    expect(run(`echo 0 > ${PF}/sriov_numvfs; echo $?`)).toBe('0\n');
    // Typing, two guests, the second of the core.
    expect(kernel.now() - before).toBeGreaterThan(2.4e9);
    expect(run('dmesg -t | grep vfio')).toBe(
      'vfio-pci 0000:3b:10.0: Relaying device request to user (#0)\nvfio-pci 0000:3b:10.2: Relaying device request to user (#0)\n',
    );
    expect(owners()).toEqual([null, null]);
  });

  test('are given anew when they are made anew, whatever was done by hand before', () => {
    const { run, owners, guests } = lab();
    run(XML(0));
    run('virsh detach-device vm0 /tmp/vf0.xml');
    run(`echo 0 > ${PF}/sriov_numvfs; echo 3 > ${PF}/sriov_numvfs`);
    expect(owners()).toEqual(['10.0', '10.2']);
    expect(guests.given).toBeUndefined();
  });
});

test('the same lines lead to the same owners', () => {
  const first = lab();
  const lines = [XML(0), 'virsh detach-device vm0 /tmp/vf0.xml', XML(4)];
  lines.push('virsh attach-device vm0 /tmp/vf4.xml', `echo 0000:3b:10.2 > ${VF}.2/driver/unbind`);
  const edits = [
    ...first.started,
    ...lines.map((shell) => {
      const edit = { at: first.kernel.now() * 1000, shell };
      first.run(shell);
      return edit;
    }),
  ];
  expect(first.owners()).toEqual(['10.4', null]);
  const again = lab({}, edits);
  expect(again.owners()).toEqual(['10.4', null]);
  expect(again.guests.given).toEqual([[VF2], []]);
  expect(again.kernel.now()).toBe(first.kernel.now());
});

test('guests that come take what is free, those that go leave it', () => {
  const { run, owners, guests, scenario } = lab();
  run(XML(2));
  run('virsh detach-device vm1 /tmp/vf2.xml');
  const with_ = (count: number) => ({
    ...scenario,
    vms: scenario.vms.map((group) => ({ ...group, count })),
  });
  guests.follow(with_(3));
  expect(guests.settle()).toBe(true);
  expect(owners()).toEqual(['10.0', null, '10.4']);
  expect(guests.settle()).toBe(false);
  guests.follow(with_(1));
  guests.settle();
  expect(owners()).toEqual(['10.0']);
  expect(guests.given).toBeUndefined();
});

test('on a described machine a guest gets what was bound to vfio-pci there, and nothing else', () => {
  const machine = [
    '-M q35 -append "intel_iommu=on" -device intel-iommu',
    '-device pcie-root-port,id=rp1,bus=pcie.0,chassis=1,slot=1,addr=2.0 -device igb,bus=rp1',
  ].join('\n');
  const { run, owners, guests, kernel } = lab({ nic: {}, machine });
  const dev = '/sys/bus/pci/devices/0000:01:10.2';
  run('echo 2 > /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs');
  expect(run(`basename $(readlink ${dev}/driver)`)).toBe('igbvf\n');
  expect(owners()).toEqual([null, null]);
  run(`modprobe vfio-pci; echo vfio-pci > ${dev}/driver_override`);
  run(`echo 0000:01:10.2 > ${dev}/driver/unbind`);
  expect(owners()).toEqual([null, null]);
  run('echo 0000:01:10.2 > /sys/bus/pci/drivers_probe');
  expect(owners()).toEqual(['10.2', null]);
  expect(guests.given).toBeUndefined();
  // QEMU has it open: the kernel asks for it back.
  run(`dmesg -C; echo 0000:01:10.2 > ${dev}/driver/unbind`);
  expect(kernel.log.lines.map(({ text }) => text).join()).toContain('vfio');
  expect(owners()).toEqual([null, null]);
});
