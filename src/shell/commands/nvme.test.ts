import { describe, expect, test } from 'vitest';
import { bootKernel } from '../../engine/linux/boot';
import { recordedMachine } from '../../engine/pci/testing-machines';
import { createShell } from '../session';
import { noNames } from '../testing-host';

/** A controller with four VFs that share eight queues and four interrupts. */
function host() {
  const kernel = bootKernel(
    recordedMachine(
      `machine q35
-device pcie-root-port,id=rp1,bus=pcie.0,chassis=1,slot=1,addr=2.0
-device nvme-subsys,id=s1
-device nvme,serial=a,subsys=s1,bus=rp1,sriov_max_vfs=4,sriov_vq_flexible=8,sriov_vi_flexible=4,max_ioqpairs=10,msix_qsize=5`,
    ),
    { seed: 1, autoload: true },
  );
  kernel.pass(1e9);
  const shell = createShell({ kernel, names: noNames, lab: null });
  return (line: string) => {
    const { chunks, status } = shell.run(line, null);
    kernel.pass(1e9);
    return { text: chunks.map((chunk) => chunk.text).join(''), status };
  };
}

const manage = (id: number, kind: number, action: number, count: number) =>
  `nvme virt-mgmt /dev/nvme0 -c ${id} -r ${kind} -a ${action} -n ${count}`;

describe('a secondary controller of an NVMe PF', () => {
  test('goes online with two queues, an interrupt and a VF of its own', () => {
    const run = host();
    run(manage(0, 0, 1, 0));
    run(manage(0, 1, 1, 0));
    expect(run(manage(1, 1, 8, 1)).text).toBe(
      'success, Number of Controller Resources Modified (NRM):0x1\n',
    );
    run(manage(1, 0, 8, 2));
    expect(run(manage(1, 0, 9, 0)).text).toMatch(
      /^NVMe status: Invalid Secondary Controller State/,
    );
    const pf = '/sys/bus/pci/devices/0000:01:00.0';
    run(`echo 0 > ${pf}/sriov_drivers_autoprobe; echo 2 > ${pf}/sriov_numvfs`);
    expect(run(manage(1, 0, 9, 0)).status).toBe(0);
    const listed = run('nvme list-secondary /dev/nvme0').text;
    expect(listed).toContain('State      : 0x0001 (Online)');
    expect(listed.match(/SCEntry/g)).toHaveLength(4);
    run('nvme reset /dev/nvme0');
    expect(run('nvme list-secondary /dev/nvme0').text).not.toContain('Online');
  });

  test('gets nothing while the primary keeps everything', () => {
    const run = host();
    expect(run(manage(1, 0, 8, 2))).toEqual({
      text: 'NVMe status: Invalid Number of Controller Resources: The specified number of Flexible Resources is invalid(0x4121)\n',
      status: 1,
    });
    expect(run(manage(9, 0, 8, 1)).text).toContain('Invalid Controller Identifier');
    expect(run('nvme reset /dev/nvme7').text).toBe('/dev/nvme7: No such file or directory\n');
    expect(run('nvme reset /dev/null').text).toBe('Reset: Inappropriate ioctl for device\n');
  });
});
