import { describe, expect, test } from 'vitest';
import { bootKernel } from '../../engine/linux/boot';
import { labMachine } from '../../engine/pci/lab-machine';
import { DEFAULT_SCENARIO } from '../../engine/scenario/defaults';
import type { GuestInfo, LabAccess } from '../command';
import { createShell } from '../session';
import { noNames } from '../testing-host';

/** The lab's host with four VFs, and two guests of which one is off. */
function host(device = 'intel-82599') {
  const kernel = bootKernel(labMachine(DEFAULT_SCENARIO.host, { device }), {
    seed: 1,
    autoload: true,
  });
  const guests: GuestInfo[] = [
    { name: 'vm0', id: 1, path: 'sriov', bdf: null, running: true },
    { name: 'vm1', id: 2, path: 'virtio', bdf: null, running: false },
  ];
  const give = (guest: string, bdf: string | null): void => {
    const at = guests.findIndex(({ name }) => name === guest);
    const known = guests[at];
    if (known !== undefined) guests[at] = { ...known, bdf };
  };
  const lab: LabAccess = {
    guests: () => guests,
    exits: () => [],
    seconds: () => 0,
    capture: () => null,
    taps: [],
    attach: (guest, bdf) => give(guest, bdf),
    detach: (guest) => give(guest, null),
  };
  const shell = createShell({ kernel, names: noNames, lab });
  const run = (line: string) => {
    const { chunks, status } = shell.run(line, null);
    return { text: chunks.map((chunk) => chunk.text).join(''), status };
  };
  run('echo 4 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs');
  return { run, guests };
}

const XML = (managed: string) => `cat > /tmp/vf.xml <<EOF
<hostdev mode='subsystem' type='pci' managed='${managed}'>
  <source><address domain='0x0000' bus='0x3b' slot='0x10' function='0x2'/></source>
</hostdev>
EOF`;

const DRIVER = 'basename $(readlink /sys/bus/pci/devices/0000:3b:10.2/driver)';

describe('virsh', () => {
  test('lists guests in a table', () => {
    const { run } = host();
    expect(run('virsh list --all').text).toBe(
      ' Id   Name   State\n-----------------------\n 1    vm0    running\n -    vm1    shut off\n\n',
    );
    expect(run('virsh nodedev-list --cap pci | grep -c pci_0000_3b_10').text).toBe('4\n');
    expect(run('virsh nodedev-dumpxml pci_0000_3b_00_0').text).toContain(
      "<capability type='virt_functions' maxCount='63'>\n      <address domain='0x0000' bus='0x3b' slot='0x10' function='0x0'/>",
    );
  });

  test('attach-device binds a managed function to vfio-pci and gives it to the guest', () => {
    const { run, guests } = host();
    run(XML('no'));
    expect(run('virsh attach-device vm0 /tmp/vf.xml')).toEqual({
      text: 'error: Failed to attach device from /tmp/vf.xml\nerror: Requested operation is not valid: Unmanaged PCI device 0000:3b:10.2 must be manually detached from the host\n\n',
      status: 1,
    });
    run(XML('yes'));
    expect(run('virsh attach-device vm0 /tmp/vf.xml').text).toBe(
      'Device attached successfully\n\n',
    );
    expect(run(DRIVER).text).toBe('vfio-pci\n');
    expect(guests[0]?.bdf).toBe('0000:3b:10.2');
    expect(run('virsh migrate --live vm0 qemu+ssh://other/system').text).toContain(
      '0000:3b:10.2: VFIO migration is not supported in kernel',
    );
    expect(run('virsh nodedev-reattach pci_0000_3b_10_2').text).toContain(
      'is in use by driver QEMU, domain vm0',
    );
    run('virsh detach-device vm0 /tmp/vf.xml');
    expect(run(DRIVER).text).toBe('ixgbevf\n');
    expect(guests[0]?.bdf).toBeNull();
  });

  test.each([
    ['virsh frobnicate', "error: unknown command: 'frobnicate'\n"],
    ['virsh dominfo nobody', "error: failed to get domain 'nobody'\n\n"],
    ['virsh dominfo', "error: command 'dominfo' requires <domain> option\n\n"],
    [
      'virsh nodedev-dumpxml pci_0000_99_00_0',
      "error: Could not find matching device 'pci_0000_99_00_0'\nerror: Node device not found: no node device with matching name 'pci_0000_99_00_0'\n\n",
    ],
    [
      'virsh attach-device vm0 /tmp/none.xml',
      "error: Failed to attach device from /tmp/none.xml\nerror: Failed to open file '/tmp/none.xml': No such file or directory\n\n",
    ],
    [
      'virsh attach-interface vm1 hostdev 3b:10.0 --managed',
      'error: Failed to attach interface\nerror: Requested operation is not valid: domain is not running\n\n',
    ],
    [
      'echo rubbish > /tmp/x; virsh attach-device vm0 /tmp/x',
      'error: Failed to attach device from /tmp/x\nerror: (device_definition):1: Document is empty\nrubbish\n^\n\n',
    ],
  ])('%s', (line, text) => {
    expect(host().run(line)).toEqual({ text, status: 1 });
  });
});

describe('devlink', () => {
  test('knows nothing of a card whose driver does not register', () => {
    const { run } = host();
    expect(run('devlink dev show; devlink port show')).toEqual({ text: '', status: 0 });
    expect(run('devlink dev eswitch show pci/0000:3b:00.0')).toEqual({
      text: 'devlink answers: No such device\n',
      status: 1,
    });
  });

  test('makes a sub-function in switchdev mode', () => {
    const { run } = host('nvidia-connectx5');
    const dev = 'pci/0000:3b:00.0';
    const add = `devlink port add ${dev} flavour pcisf pfnum 0 sfnum 88`;
    expect(run(`devlink dev eswitch show ${dev}`).text).toBe(
      `${dev}: mode legacy inline-mode none encap-mode basic\n`,
    );
    expect(run(add).text).toBe('devlink answers: Operation not supported\n');
    run(`devlink dev eswitch set ${dev} mode switchdev`);
    expect(run(add).text).toBe(
      `${dev}/32768: type eth netdev enp59s0pf0sf88 flavour pcisf controller 0 pfnum 0 sfnum 88 external false splittable false\n  function:\n    hw_addr 00:00:00:00:00:00 state inactive opstate detached\n`,
    );
    run(`devlink port function set ${dev}/32768 hw_addr 00:00:00:00:88:88 state active`);
    expect(run(`devlink port show ${dev}/32768`).text).toContain(
      'hw_addr 00:00:00:00:88:88 state active opstate attached',
    );
    expect(run(`devlink port del ${dev}/32768`).status).toBe(0);
    expect(run(`devlink port show ${dev}/32768`).text).toBe('devlink answers: No such device\n');
  });

  test('an active sub-function is a device on the auxiliary bus with an interface, and no PCIe function', () => {
    const { run } = host('nvidia-bluefield2');
    const dev = 'pci/0000:3b:00.0';
    const before = run('lspci | wc -l').text;
    run(`devlink dev eswitch set ${dev} mode switchdev`);
    run(`devlink port add ${dev} flavour pcisf pfnum 0 sfnum 88`);
    expect(run('ls /sys/bus/auxiliary/devices').text).toBe('');
    run(`devlink port function set ${dev}/32768 hw_addr 00:00:00:00:88:88 state active`);
    // Two PFs and four VFs have the numbers before it; its own core takes the one after it.
    const sf = '/sys/bus/auxiliary/devices/mlx5_core.sf.6';
    expect(run('ls /sys/bus/auxiliary/devices').text).toBe('mlx5_core.sf.6\n');
    expect(run(`cat ${sf}/sfnum; ls ${sf}/net; readlink ${sf}`).text).toBe(
      '88\nenp59s0f0s88\n../../../devices/pci0000:3a/0000:3a:00.0/0000:3b:00.0/mlx5_core.sf.6\n',
    );
    expect(run(`readlink -f ${sf}/driver; cat /sys/class/net/enp59s0f0s88/address`).text).toBe(
      '/sys/bus/auxiliary/drivers/mlx5_core.sf\n00:00:00:00:88:88\n',
    );
    expect(run('ip link set enp59s0f0s88 up; ip -br link show enp59s0f0s88').text).toContain(
      '00:00:00:00:88:88',
    );
    expect(run('lspci | wc -l').text).toBe(before);
    expect(run('devlink dev show').text).toContain('auxiliary/mlx5_core.sf.6\n');
    run(`devlink port add ${dev} flavour pcisf pfnum 0 sfnum 7`);
    run(`devlink port function set ${dev}/32769 state active`);
    expect(run('ls /sys/bus/auxiliary/devices').text).toBe('mlx5_core.sf.6\nmlx5_core.sf.8\n');
    run(`devlink port function set ${dev}/32768 state inactive`);
    expect(run('ip link show enp59s0f0s88').status).toBe(1);
    // With the PF's driver the rest goes.
    run('echo 0000:3b:00.0 > /sys/bus/pci/drivers/mlx5_core/unbind');
    expect(run('ls /sys/bus/auxiliary/devices; ip -br link | grep -c s7').text).toBe('0\n');
  });

  test('a card makes as many sub-functions as its firmware has, and some none', () => {
    const { run } = host('nvidia-bluefield2');
    const dev = 'pci/0000:3b:00.0';
    run(`devlink dev eswitch set ${dev} mode switchdev`);
    run(`for i in $(seq 236); do devlink port add ${dev} flavour pcisf pfnum 0 sfnum $i; done`);
    expect(run(`devlink port add ${dev} flavour pcisf pfnum 0 sfnum 999`)).toEqual({
      text: 'devlink answers: No space left on device\n',
      status: 1,
    });
    const old = host('nvidia-connectx4lx');
    old.run(`devlink dev eswitch set ${dev} mode switchdev`);
    expect(old.run(`devlink port add ${dev} flavour pcisf pfnum 0 sfnum 1`).text).toBe(
      'devlink answers: Operation not supported\n',
    );
  });

  test.each([
    ['devlink dev eswitch set pci/0000:3b:00.0 mode foo', 'Unknown eswitch mode "foo"\n', 1],
    [
      'devlink dev eswitch show foo',
      'Wrong identification string format.\nDevlink identification ("bus_name/dev_name") "foo" is invalid\n',
      1,
    ],
    ['devlink port show foo', 'Netdevice "foo" not found\n', 1],
    ['devlink frob', 'Object "frob" not found\n', 1],
    [
      'devlink port function set pci/0000:3b:00.0/65535 state foo',
      'Error: argument "foo" is wrong: unknown state\n',
      255,
    ],
  ])('%s', (line, text, status) => {
    expect(host('nvidia-connectx5').run(line)).toEqual({ text, status });
  });
});

describe('vdpa', () => {
  test('reaches the kernel once the driver is there, and lists who can make devices', () => {
    const { run } = host('nvidia-bluefield2');
    expect(run('vdpa mgmtdev show')).toEqual({
      text: 'Failed to connect to vdpa Netlink\n',
      status: 1,
    });
    run('modprobe mlx5_vdpa');
    // VFs are functions 3 to 6 of the card; PFs make none.
    expect(run('vdpa mgmtdev show | grep -c ^pci').text).toBe('4\n');
    expect(run('vdpa mgmtdev show pci/0000:3b:00.3').text).toBe(
      'pci/0000:3b:00.3: \n  supported_classes net\n  max_supported_vqs 257\n' +
        '  dev_features CSUM GUEST_CSUM MTU HOST_TSO4 HOST_TSO6 STATUS CTRL_VQ MQ CTRL_MAC_ADDR VERSION_1 ACCESS_PLATFORM\n',
    );
    expect(run('vdpa mgmtdev show pci/0000:3b:00.0').text).toBe('kernel answers: No such device\n');
  });

  test('makes one device of each, over a sub-function too, and takes it away with it', () => {
    const { run } = host('nvidia-bluefield2');
    run('modprobe mlx5_vdpa');
    const add = 'vdpa dev add name vdpa0 mgmtdev pci/0000:3b:00.3';
    expect(run(`${add} mac 52:54:00:00:00:01 max_vqp 2`)).toEqual({ text: '', status: 0 });
    expect(run(add).text).toBe('kernel answers: File exists\n');
    expect(run('vdpa dev add name vdpa1 mgmtdev pci/0000:3b:00.3').text).toBe(
      'kernel answers: No space left on device\n',
    );
    expect(run('vdpa dev show').text).toBe(
      'vdpa0: type network mgmtdev pci/0000:3b:00.3 vendor_id 5555 max_vqs 5 max_vq_size 256\n',
    );
    expect(run('vdpa -jp dev show vdpa0').text).toContain('"max_vqs": 5');
    const dev = 'pci/0000:3b:00.0';
    run(`devlink dev eswitch set ${dev} mode switchdev`);
    run(`devlink port add ${dev} flavour pcisf pfnum 0 sfnum 88`);
    run(`devlink port function set ${dev}/32768 state active`);
    run('vdpa dev add name vdpa1 mgmtdev auxiliary/mlx5_core.sf.6');
    expect(run('vdpa dev show vdpa1').text).toContain('mgmtdev auxiliary/mlx5_core.sf.6');
    run(`devlink port del ${dev}/32768`);
    expect(run('vdpa dev show vdpa1').text).toBe('kernel answers: No such device\n');
    expect(run('vdpa dev del vdpa0; vdpa dev show').text).toBe('');
  });

  test.each([
    ['vdpa frob', 'Object "frob" not found\n'],
    ['vdpa dev frob', 'Command "frob" not found\n'],
    ['vdpa dev add mgmtdev pci/0000:3b:00.3', 'device name is not set.\n'],
    ['vdpa dev add name x', 'management device handle not set.\n'],
    ['vdpa dev add name x mgmtdev pci/0000:3b:00.3 foo 1', 'Unknown option "foo"\n'],
    [
      'vdpa dev add name x mgmtdev pci/0000:3b:00.3 max_vqp 200',
      'kernel answers: Invalid argument\n',
    ],
    ['vdpa dev del x', 'kernel answers: No such device\n'],
  ])('%s', (line, text) => {
    const { run } = host('nvidia-bluefield2');
    run('modprobe mlx5_vdpa');
    expect(run(line)).toEqual({ text, status: 1 });
  });

  test('finds nobody on a card whose queues read no virtio ring', () => {
    const { run } = host('nvidia-connectx5');
    run('modprobe mlx5_vdpa');
    expect(run('vdpa mgmtdev show')).toEqual({ text: '', status: 0 });
  });
});

test('uname tells the kernel', () => {
  const { run } = host();
  expect(run('uname -r').text).toBe('6.1.0-56-amd64\n');
  expect(run('uname -a').text).toMatch(/^Linux \S+ 6\.1\.0-56-amd64 #1 SMP .*x86_64 GNU\/Linux\n$/);
});
