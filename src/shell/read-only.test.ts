import { expect, test } from 'vitest';
import { changesNothing } from './read-only';

test.each([
  'lspci -vvv -s 3b:00.0 | grep -A12 SR-IOV',
  'ip link show eth0',
  'ip -d link',
  'dmesg | tail -3; ls /sys 2>/dev/null && cat /proc/iomem',
  'echo $?',
  '',
])('%s is not kept', (line) => {
  expect(changesNothing(line)).toBe(true);
});

test.each([
  'echo 4 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs',
  'echo 4 | tee /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs',
  'ip link set eth0 vf 0 mac 52:54:00:aa:bb:00',
  'setpci -s 3b:00.0 04.w=0',
  'dmesg -c',
  'modprobe vfio-pci',
  'A=4',
  'cat /proc/iomem > /tmp/a',
  'echo $(ip link set eth0 up)',
  'for f in a b; do echo $f; done',
  'cd /sys',
])('%s is kept', (line) => {
  expect(changesNothing(line)).toBe(false);
});
