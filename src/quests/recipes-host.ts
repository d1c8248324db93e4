import type { Draw } from '../engine/kernel/draw';
import type { FaultKind } from './quest';
import { first, guestPath, vmSite, type Recipe } from './recipe';
import { receiver, sender } from './recipes-card';

/** Faults of the host, and of how a guest is set up. */
export const HOST_RECIPES = {
  'iommu-off': (draw) => {
    // One of a row of guests that are alike has a driver that writes past its memory, into that of the next.
    const traffic = {
      kind: 'cbr',
      direction: 'rx',
      pps: 1_000 * draw.between(40, 60),
      packetBytes: 100 * draw.between(2, 14),
    } as const;
    const alike = { path: 'sriov', traffic, tuning: { interruptThrottleUs: 100 } } as const;
    return {
      kind: 'iommu-off',
      host: { unsafeDma: true },
      together: true,
      guests: [
        {
          ...alike,
          attack: { kind: 'dma-write', every: draw.between(2, 4), target: 'neighbour' },
        },
        alike,
      ],
      spoil: () => ({ host: { iommu: false } }),
      site: () => 'host',
      mends: () => ['host.iommu', 'host.postedInterrupts', 'host.unsafeDma'],
    };
  },
  'full-ring': (draw) => {
    const draft = receiver(draw);
    const traffic = {
      kind: 'cbr',
      direction: 'rx',
      pps: 10_000 * draw.between(30, 40),
      packetBytes: 100 * draw.between(1, 3),
    } as const;
    const us = 100 * draw.between(22, 30);
    return {
      kind: 'full-ring',
      guests: [{ ...draft, traffic }],
      spoil: ({ vm }) => ({
        guests: { [first(vm)]: { tuning: { interruptThrottleUs: us } } },
      }),
      site: ({ vm }) => vmSite(first(vm)),
      mends: ({ vm }) => [
        guestPath(first(vm), 'tuning.interruptThrottleUs'),
        guestPath(first(vm), 'tuning.interruptThrottle'),
      ],
    };
  },
  'irq-cpu': (draw) => ({
    kind: 'irq-cpu',
    host: { postedInterrupts: false },
    guests: [receiver(draw), receiver(draw)],
    allVfs: { idlePoll: true },
    spoil: ({ vm }) => ({ guests: { [first(vm)]: { tuning: { irqAffinity: 'same' } } } }),
    site: ({ vm }) => vmSite(first(vm)),
    mends: ({ vm }) => [guestPath(first(vm), 'tuning.irqAffinity')],
  }),
  'few-buses': (draw) => ({
    kind: 'few-buses',
    device: draw.of(['intel-82599', 'intel-x540', 'intel-x550']),
    host: { ari: false, busesPerRootPort: draw.between(2, 4) },
    guests: [receiver(draw), sender(draw)],
    plain: true,
    spoil: () => ({ host: { busesPerRootPort: 1 } }),
    site: () => 'host',
    mends: () => [
      'host.busesPerRootPort',
      'host.ari',
      'nic.numVfs',
      'nic.vfsPerPf',
      'nic.switches',
    ],
  }),
  mtu: (draw) => {
    const { traffic } = receiver(draw);
    return {
      kind: 'mtu',
      guests: [
        {
          path: draw.of(['sriov', 'sriov', 'virtio', 'vhost-net']),
          traffic: { ...traffic, packetBytes: 100 * draw.between(20, 80) },
        },
      ],
      spoil: ({ vm }) => ({ guests: { [first(vm)]: { tuning: { mtu: 1500 } } } }),
      site: ({ vm }) => vmSite(first(vm)),
      mends: ({ vm }) => [guestPath(first(vm), 'tuning.mtu')],
    };
  },
  'no-apicv': (draw) => ({
    kind: 'no-apicv',
    guests: [receiver(draw), { ...receiver(draw), path: draw.of(['virtio', 'vhost-net']) }],
    spoil: () => ({ host: { apicv: false } }),
    site: () => 'host',
    mends: () => ['host.apicv', 'host.postedInterrupts'],
  }),
  'no-ioeventfd': (draw) => ({
    kind: 'no-ioeventfd',
    guests: [{ ...sender(draw), path: 'virtio' }],
    spoil: ({ vm }) => ({ guests: { [first(vm)]: { tuning: { ioeventfd: false } } } }),
    site: ({ vm }) => vmSite(first(vm)),
    mends: ({ vm }) => [guestPath(first(vm), 'tuning.ioeventfd')],
  }),
} as const satisfies Partial<Record<FaultKind, (draw: Draw) => Recipe>>;
