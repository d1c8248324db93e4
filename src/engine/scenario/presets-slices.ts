import type { ScenarioInput } from './schema';

/** Examples of what came after SR-IOV. */
export const SLICE_PRESETS = {
  // The same card given in four ways: a VF, a virtio device on a VF or on a scalable function, and one to a program.
  'after-sr-iov': {
    nic: { device: 'nvidia-connectx7' },
    vms: [
      { count: 1, path: 'sriov', traffic: { kind: 'single' } },
      { count: 1, path: 'sriov', function: 'vdpa-vf', traffic: { kind: 'single' } },
      { count: 1, path: 'sriov', function: 'vdpa-sf', traffic: { kind: 'single' } },
      { count: 1, path: 'bare-metal', function: 'sf', traffic: { kind: 'single' } },
    ],
    run: { until: '1ms' },
  },
  'scalable-iov': {
    host: { scalableMode: true },
    nic: { device: 'intel-e810' },
    vms: [
      { count: 1, path: 'sriov', traffic: { kind: 'cbr', pps: 20_000, direction: 'both' } },
      {
        count: 3,
        path: 'sriov',
        function: 'adi',
        traffic: { kind: 'cbr', pps: 20_000, direction: 'both' },
        tuning: { vfReset: true },
      },
    ],
    run: { until: '4ms' },
  },
} as const satisfies Readonly<Record<string, ScenarioInput>>;
