import { describe, expect, it } from 'vitest';
import { parseScenario } from '../engine/scenario/parse';
import type { Scenario } from '../engine/scenario/scenario';
import { planHost } from '../engine/paths/plan';
import { formatBdf } from '../engine/pci/routing';
import { asItRuns } from './as-it-runs';
import { startHost } from './host';
import { noNames } from './testing-host';

const DEV = 'pci/0000:3b:00.0';

function scenarioOf(vms: readonly object[], more: object = {}): Scenario {
  const parsed = parseScenario({ nic: { device: 'nvidia-connectx7', numVfs: 3 }, vms, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.scenario;
}

/** A host with a guest of each kind, and a program. */
function lab(
  vms: readonly object[] = [
    { count: 1, path: 'sriov' },
    { count: 1, path: 'sriov', function: 'vdpa-vf', tuning: { queues: 2 } },
    { count: 1, path: 'sriov', function: 'vdpa-sf' },
    { count: 1, path: 'bare-metal', function: 'sf' },
  ],
  more: object = {},
) {
  const scenario = scenarioOf(vms, more);
  const host = startHost(scenario, noNames, null);
  const run = (line: string) =>
    host.shell
      .run(line, null)
      .chunks.map(({ text }) => text)
      .join('');
  const follow = (changed: Scenario) => {
    host.guests.follow(changed);
    return host.guests.settle();
  };
  return { ...host, scenario, run, follow };
}

it('what the guests of a run have is there under its own names', () => {
  const { run, guests, kernel, pfs, scenario } = lab();
  const { card, vms } = planHost(asItRuns(scenario, kernel, pfs));
  const vf = formatBdf(card.functions[vms[1]!.fn]!.rid, 0);
  expect(run('vdpa dev show')).toBe(
    `vdpa1: type network mgmtdev pci/${vf} vendor_id 5555 max_vqs 5 max_vq_size 256\n` +
      'vdpa2: type network mgmtdev auxiliary/mlx5_core.sf.4 vendor_id 5555 max_vqs 3 max_vq_size 256\n',
  );
  expect(run('vdpa dev config show vdpa1')).toContain(
    'vdpa1: mac 52:54:00:00:00:01 link up link_announce false max_vq_pairs 2 mtu 1500',
  );
  expect(run('devlink port show | grep -A2 pcisf')).toBe(
    `${DEV}/32768: type eth netdev enp59s0pf0sf2 flavour pcisf controller 0 pfnum 0 sfnum 2 external false splittable false\n` +
      '  function:\n    hw_addr 52:54:00:00:00:02 state active opstate attached\n' +
      `${DEV}/32769: type eth netdev enp59s0pf0sf3 flavour pcisf controller 0 pfnum 0 sfnum 3 external false splittable false\n` +
      '  function:\n    hw_addr 52:54:00:00:00:03 state active opstate attached\n',
  );
  // Port and interface of every port that devlink names are interfaces of the host.
  for (const [, netdev = ''] of run('devlink port show').matchAll(/netdev (\S+)/gu))
    expect(run(`ip -br link show ${netdev}`)).toContain(netdev);
  // The program's interface has its address and is up.
  expect(run('ip -br link show enp59s0f0s3')).toMatch(/ UP +52:54:00:00:00:03 /u);
  // A VF under vDPA stays with its driver in the host; a VF of a guest does not.
  const driver = (bdf: string) => run(`basename $(readlink /sys/bus/pci/devices/${bdf}/driver)`);
  expect([driver(vf), driver(guests.list()[0]?.bdf ?? '')]).toEqual(['mlx5_core\n', 'vfio-pci\n']);
  expect(guests.list().map(({ bdf, vdpa }) => [bdf === null, vdpa])).toEqual([
    [false, undefined],
    [true, 'vdpa1'],
    [true, 'vdpa2'],
    [true, undefined],
  ]);
  expect(guests.given).toBeUndefined();
});

it('libvirt knows vDPA interfaces, mediated devices, and no programs', () => {
  const { run } = lab();
  expect(run('virsh list').match(/vm\d/gu)).toEqual(['vm0', 'vm1', 'vm2']);
  expect(run('virsh domiflist vm2')).toMatch(
    /- +vdpa +\/dev\/vhost-vdpa-2 +virtio +52:54:00:00:00:02/u,
  );
  expect(run('virsh dumpxml vm1')).toContain("<source dev='/dev/vhost-vdpa-1'/>");
  const adi = lab([{ count: 1, path: 'sriov', function: 'adi' }], {
    host: { scalableMode: true },
    nic: { device: 'intel-e810', numVfs: 1 },
  });
  expect(adi.run('virsh dumpxml vm0')).toContain("type='mdev'");
  // It is no function of the bus and no port of devlink.
  expect(adi.run('virsh domiflist vm0')).not.toContain('hostdev');
});

describe('by hand', () => {
  it('stands beside them: numbers that are taken are refused, and all goes on', () => {
    const { run } = lab();
    run(`devlink dev eswitch set ${DEV} mode switchdev`);
    expect(run(`devlink port add ${DEV} flavour pcisf pfnum 0 sfnum 2`)).toBe(
      'devlink answers: File exists\n',
    );
    expect(run(`devlink port add ${DEV} flavour pcisf pfnum 0 sfnum 88`)).toContain(
      `${DEV}/32770: type eth netdev enp59s0pf0sf88 flavour pcisf`,
    );
    run(`devlink port function set ${DEV}/32770 state active`);
    expect(run('vdpa dev add name vdpa7 mgmtdev auxiliary/mlx5_core.sf.8')).toBe('');
    expect(run('vdpa dev show | cut -d: -f1')).toBe('vdpa1\nvdpa2\nvdpa7\n');
    expect(run('ip -br link show enp59s0pf0sf88')).toContain('enp59s0pf0sf88');
    run(`devlink dev eswitch set ${DEV} mode legacy`);
    expect(run('vdpa dev show | cut -d: -f1')).toBe('vdpa1\nvdpa2\n');
    expect(run('devlink port show | grep -c pcisf')).toBe('2\n');
    expect(run('ip link show enp59s0pf0sf88')).toContain('does not exist');
  });

  it('what a guest or program uses is busy', () => {
    const { run } = lab();
    expect(run('vdpa dev del vdpa1')).toBe('kernel answers: Device or resource busy\n');
    for (const verb of ['port del', 'port function set'])
      expect(
        run(`devlink ${verb} ${DEV}/32769${verb.endsWith('set') ? ' state inactive' : ''}`),
      ).toBe('devlink answers: Device or resource busy\n');
    expect(run('vdpa dev show; devlink port show').match(/^vdpa|pcisf/gmu)).toHaveLength(4);
  });

  it('names that are taken already are left alone', () => {
    const none = [{ count: 1, path: 'sriov' }];
    const { run, follow } = lab(none);
    run('modprobe mlx5_vdpa; vdpa dev add name vdpa0 mgmtdev pci/0000:3b:00.4');
    expect(follow(scenarioOf([{ count: 1, path: 'sriov', function: 'vdpa-vf' }]))).toBe(true);
    expect(run('vdpa dev show | cut -d" " -f1,5')).toBe(
      'vdpa0: pci/0000:3b:00.4\nvdpa1: pci/0000:3b:00.2\n',
    );
  });

  it('VFs that are made anew carry the devices again', () => {
    const { run } = lab();
    const before = run('vdpa dev show');
    run('echo 0 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs');
    expect(run('vdpa dev show')).not.toContain('pci/');
    run('echo 3 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs');
    expect(run('vdpa dev show | sort')).toBe(before);
  });
});

it('other guests have other devices, and guests without any leave nothing', () => {
  const { run, follow } = lab();
  expect(follow(scenarioOf([{ count: 3, path: 'sriov', function: 'vdpa-sf' }]))).toBe(true);
  expect(run('vdpa dev show | cut -d: -f1')).toBe('vdpa2\nvdpa0\nvdpa1\n');
  expect(run('devlink port show | grep -o "sfnum [0-9]*" | sort')).toBe(
    'sfnum 0\nsfnum 1\nsfnum 2\n',
  );
  expect(follow(scenarioOf([{ count: 3, path: 'sriov' }]))).toBe(true);
  expect(run('vdpa dev show; devlink port show | grep pcisf; ls /sys/bus/auxiliary/devices')).toBe(
    '',
  );
  expect(follow(scenarioOf([{ count: 3, path: 'sriov' }]))).toBe(false);
});
