import { describe, expect, it } from 'vitest';
import { plugCard } from '../engine/pci/card';
import { deviceById } from '../engine/pci/devices';
import { en } from '../i18n/en';
import { zhCn } from '../i18n/zh-cn';
import type { Instant } from '../store/vocabulary';
import { summaryOf } from './summary';
import { topologyOf } from './testing';

const profile = deviceById('intel-82599');
if (profile === undefined) throw new Error('no device');
const topology = topologyOf(
  ['sriov', 'sriov', 'emulated'],
  plugCard(profile, 4, { ari: true, busesPerRootPort: 8 }),
);

const counted = (...vms: readonly (readonly [delivered: number, exits: number])[]) =>
  ({
    at: 1,
    inspection: null,
    metrics: {
      vms: vms.map(([delivered, total]) => ({ packets: { delivered }, exits: { total } })),
    },
  }) as unknown as Instant;

describe('what it came to', () => {
  it('names what came after SR-IOV by its own name', () => {
    const [first, ...others] = topology.vms;
    if (first === undefined) throw new Error('a guest');
    const given = { ...topology, vms: [{ ...first, function: 'adi' as const }, ...others] };
    const instant = counted([1, 0], [1, 0], [1, 7]);
    expect(summaryOf(en.stage, given, -1, instant)).toBe(
      'VM0 (Scalable IOV): 0 VM exits for 1 packet.',
    );
  });

  it('sums up the first guest and the compared one', () => {
    const instant = counted([1, 0], [1, 0], [1, 7]);
    expect(summaryOf(en.stage, topology, 2, instant)).toBe(
      'VM0 (SR-IOV): 0 VM exits for 1 packet · VM2 (emulated): 7.',
    );
    expect(summaryOf(zhCn.stage, topology, 2, instant)).toBe(
      'VM0（SR-IOV）：1 个数据包，VM 退出 0 次 · VM2（全虚拟化）：7 次。',
    );
  });

  it('names the packets of both where they are not as many', () => {
    expect(summaryOf(en.stage, topology, 2, counted([3, 1], [0, 0], [1, 7]))).toBe(
      'VM0 (SR-IOV): 1 VM exit for 3 packets · VM2 (emulated): 7 VM exits for 1 packet.',
    );
  });

  it('leaves out a guest that nothing was delivered for', () => {
    expect(summaryOf(en.stage, topology, 2, counted([0, 0], [0, 0], [2, 9]))).toBe(
      'VM2 (emulated): 9 VM exits for 2 packets.',
    );
    expect(summaryOf(en.stage, topology, -1, counted([0, 0], [0, 0], [2, 9]))).toBe('');
    expect(summaryOf(en.stage, topology, 2, null)).toBe('');
  });
});
