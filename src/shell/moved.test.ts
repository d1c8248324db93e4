import { describe, expect, test } from 'vitest';
import { scenario } from '../engine/testing';
import { PATH_IDS } from '../engine/scenario/scenario';
import type { PciNames } from './command';
import { startHost } from './host';

const none = () => undefined;
const names: PciNames = {
  vendor: none,
  device: none,
  subsystem: none,
  className: none,
  progIf: none,
  baseClassName: none,
};

const MOVE = 'virsh migrate --live --verbose vm0 qemu+ssh://other/system';

function typed(input: object, ...lines: string[]) {
  const { shell } = startHost(scenario(input), names, null);
  return lines.map((line) => {
    const { chunks, status } = shell.run(line, null);
    return { text: chunks.map(({ text }) => text).join(''), status };
  });
}

describe.each(PATH_IDS)('virsh migrate of a guest on %s', (path) => {
  const [moved] = typed(
    { vms: [{ count: 1, path }], nic: { numVfs: path === 'passthrough' ? 0 : 1 } },
    MOVE,
  );

  test('moves, or says why not', () => {
    const refused = {
      sriov: /0000:3b:10\.0: VFIO migration is not supported in kernel/,
      passthrough: /0000:3b:00\.0: VFIO migration is not supported in kernel/,
      'bare-metal': /failed to get domain 'vm0'/,
    };
    const wanted =
      path in refused ? refused[path as keyof typeof refused] : /^Migration: \[100 %\]/;
    expect(moved?.text).toMatch(wanted);
    expect(moved?.status).toBe(path in refused ? 1 : 0);
  });
});

test('domjobinfo tells of the last one; one that does not converge is given up', () => {
  const vms = [{ count: 1, path: 'virtio' }];
  const [before, , after] = typed({ vms }, 'virsh domjobinfo vm0', MOVE, 'virsh domjobinfo vm0');
  expect(before?.text).toContain('Job type:              None');
  expect(after?.text).toContain('Memory total:          4.000 MiB');
  expect(after?.text).toMatch(/Total downtime: +0\.\d+ ms/);
  const migration = { dirtyPagesPerSecond: 1_000_000, workingSet: '4MiB' };
  const [endless] = typed({ vms, migration }, MOVE);
  expect(endless?.status).toBe(1);
  expect(endless?.text).toContain('migration out job: canceled by client');
});

const vfs = { nic: { numVfs: 1 }, vms: [{ count: 1, path: 'sriov', failover: true }] };
const saving = {
  nic: { device: 'nvidia-connectx7', numVfs: 1 },
  vms: [{ count: 1, path: 'sriov', vfioDriver: 'mlx5_vfio_pci' }],
};

test.each([
  ['a failover pair', vfs],
  ['a VF that its card can save', saving],
])('%s moves', (_, input) => {
  const [moved, job] = typed(input, MOVE, 'virsh domjobinfo vm0');
  expect(moved).toEqual({ text: 'Migration: [100 %]\n\n', status: 0 });
  expect(job?.text).toContain('Completed');
});

test('dumpxml shows a pair as libvirt writes it, and who gives a VF away', () => {
  const [pair] = typed(vfs, 'virsh dumpxml vm0');
  expect(pair?.text).toContain("<teaming type='persistent'/>");
  expect(pair?.text).toContain("<alias name='ua-backup0'/>");
  expect(pair?.text).toContain("<teaming type='transient' persistent='ua-backup0'/>");
  expect(pair?.text).toContain("bus='0x3b' slot='0x10' function='0x0'");
  const [single] = typed(saving, 'virsh dumpxml vm0');
  expect(single?.text).toContain("<driver name='vfio' model='mlx5_vfio_pci'/>");
  expect(single?.text).not.toContain('teaming');
});
