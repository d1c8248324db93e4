import { describe, expect, test } from 'vitest';
import { deviceOf, readQemuText } from './qemu-text';

describe('the command line of QEMU', () => {
  test('devices keep their order and all their properties', () => {
    const { machine, faults } = readQemuText(
      `qemu -M pc-q35-7.2 -m 2G -smp 4 -append "quiet pci=noari" \\
-device pcie-root-port,id=rp1,bus=pcie.0,addr=2.0 -netdev user,id=n0
-device nvme,serial=a,,b,bus=rp1,sriov_max_vfs=8`,
    );
    expect(faults).toEqual([]);
    expect(machine.devices).toEqual([
      { model: 'pcie-root-port', id: 'rp1', bus: 'pcie.0', addr: '2.0', props: {} },
      {
        model: 'nvme',
        id: null,
        bus: 'rp1',
        addr: null,
        props: { serial: 'a,b', sriov_max_vfs: '8' },
      },
    ]);
  });

  test('the notes of a captured machine are understood', () => {
    const { machine } = readQemuText(
      [
        'kernel arguments: gt.scn=boot pci=noari',
        'machine q35, cpu qemu64, 1 CPU, 1024 MiB; QEMU emulator version 10.0.2 (Debian)',
        '',
        '-device igb,bus=rp1,netdev=n0 ',
        'QEMU said:',
        '-device never,bus=x',
      ].join('\n'),
    );
    expect(machine).toMatchObject({
      chipset: 'q35',
      qemu: '10.0',
      cpus: 1,
      memory: 2 ** 30,
      cmdline: 'console=ttyS0 panic=-1 quiet gt.scn=boot pci=noari',
    });
    expect(machine.devices.map((d) => d.model)).toEqual(['igb']);
  });

  test('what cannot be a device or a machine is named with its line', () => {
    expect(readQemuText('-machine microvm\n-device ,bus=a\n-m many').faults).toEqual([
      { line: 1, found: 'microvm', allowed: 'one of q35, pc, i440fx, server' },
      { line: 2, found: ',bus=a', allowed: '-device MODEL,PROPERTY=VALUE,…' },
      { line: 3, found: 'many', allowed: '-m MEGABYTES' },
    ]);
  });

  test('a property without a value is on, and no name reaches the prototype', () => {
    const device = deviceOf('igb,multifunction,__proto__=x');
    expect(device?.props['multifunction']).toBe('on');
    expect(Object.getPrototypeOf(device?.props)).toBe(Object.prototype);
  });
});
