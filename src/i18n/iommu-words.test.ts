import { expect, it } from 'vitest';
import { journeyOf } from '../engine/tell/journey';
import { completeRun } from '../engine/testing';
import { en } from './en';
import { rowSentence } from './telling';
import { zhCn } from './zh-cn';

const told = (path: string, host: object = {}) => {
  const run = completeRun({
    host,
    nic: { device: 'intel-82599' },
    vms: [{ count: 1, path, traffic: { kind: 'single' } }],
    run: { until: '1ms' },
  });
  const rows = journeyOf(run, 1).rows.filter(
    (row) => row.kind === 'hop' && ['dma-read-descriptor', 'msix'].includes(row.step),
  );
  expect(rows.length).toBeGreaterThanOrEqual(2);
  return [en, zhCn]
    .flatMap((m) => rows.map((row) => rowSentence(m, run.topology, row, 0, 'short')))
    .join(' ');
};

it('the IOMMU is named where it translates, and where it remaps', () => {
  const vf = told('sriov');
  expect(vf).toMatch(/descriptor from memory, through the IOMMU.*IOMMU remaps/u);
  expect(vf).toMatch(/经 IOMMU 从内存取描述符.*由 IOMMU 重映射/u);
});

it('the host’s own function has identity mapping: only its interrupts are remapped', () => {
  for (const path of ['bare-metal', 'vhost-net']) {
    const own = told(path);
    expect(own).not.toMatch(/through the IOMMU|经 IOMMU/u);
    expect(own).toMatch(/IOMMU remaps.*由 IOMMU 重映射/u);
  }
});

it('an IOMMU that is off is not spoken of', () => {
  expect(told('sriov', { iommu: false, unsafeDma: true })).not.toContain('IOMMU');
});
