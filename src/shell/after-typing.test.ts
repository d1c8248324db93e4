import { expect, test } from 'vitest';
import { parseScenario } from '../engine/scenario/parse';
import { Run } from '../engine/run';
import { afterTyping } from './after-typing';
import type { PciNames } from './command';

const NAMES: PciNames = {
  vendor: () => undefined,
  device: () => undefined,
  subsystem: () => undefined,
  className: () => undefined,
  progIf: () => undefined,
  baseClassName: () => undefined,
};

const MACHINE = [
  '-M q35 -append "intel_iommu=on" -device intel-iommu',
  '-device pcie-root-port,id=rp1,bus=pcie.0,chassis=1,slot=1,addr=2.0 -device igb,bus=rp1',
].join('\n');

function topologyAfter(input: unknown, lines: readonly string[]) {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return new Run(afterTyping(parsed.scenario, NAMES, lines)).topology;
}

test('what is typed on the host is there when the run begins', () => {
  const input = { machine: MACHINE, vms: [{ count: 1, path: 'sriov' }] };
  const dev = '/sys/bus/pci/devices/0000:01';
  const enable = `echo 2 > ${dev}:00.0/sriov_numvfs`;
  const bind = [
    'modprobe vfio-pci',
    `echo vfio-pci > ${dev}:10.0/driver_override`,
    `echo 0000:01:10.0 > ${dev}:10.0/driver/unbind`,
    'echo 0000:01:10.0 > /sys/bus/pci/drivers_probe',
  ];
  const shown = (lines: readonly string[]) => {
    const { vms, card } = topologyAfter(input, lines);
    return [card.functions.length, vms[0]?.withoutDevice];
  };
  expect(shown([])).toEqual([1, true]);
  expect(shown([enable])).toEqual([3, true]);
  expect(shown([enable, ...bind])).toEqual([3, false]);
});

test('a function that was given by hand is the guest\u2019s', () => {
  const input = { nic: { numVfs: 4 }, vms: [{ count: 1, path: 'sriov' }] };
  const attach = (bdf: string) => `virsh attach-interface vm0 hostdev ${bdf} --managed`;
  const fnOf = (lines: readonly string[]) => topologyAfter(input, lines).vms[0]?.fn;
  expect(fnOf([])).toBe(2);
  expect(fnOf(['virsh detach-interface vm0 hostdev', attach('0000:3b:10.4')])).toBe(4);
});
