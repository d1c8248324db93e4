/** Why the model says nothing about some figures. */
export interface Silence {
  readonly why: string;
  readonly figures: readonly string[];
}

/**
 * Figures the model does not speak to. Together with the checks they are all of published.json but the recalled ones,
 * which nobody saw again and which therefore decide nothing.
 */
export const SILENT: readonly Silence[] = [
  {
    why: 'The hardware’s own transition is part of each exit’s price, not a price of its own.',
    figures: [
      'agesen12.hw_roundtrip.prescott',
      'agesen12.hw_roundtrip.merom',
      'agesen12.hw_roundtrip.penryn',
      'agesen12.hw_roundtrip.nehalem',
      'agesen12.hw_roundtrip.westmere',
      'agesen12.hw_roundtrip.sandy_bridge',
    ],
  },
  { why: 'Nested virtualization is not modelled.', figures: ['agesen12.nested_hw_roundtrip'] },
  {
    why: 'Joining neighbouring exits by translating the guest’s code is not modelled.',
    figures: ['agesen12.e1000.exits_per_rtt_clustered'],
  },
  {
    why: 'Waiting, mixed or said in words only: no price can be set beside it.',
    figures: ['arcangeli19.hlt.avg.pipe', 'arcangeli19.ept_misconfig.avg.trace', 'haltpoll.saving'],
  },
  {
    why: 'A load that is no network traffic.',
    figures: ['liangli21.ext_int.rate', 'liangli21.time_share'],
  },
  {
    why: 'Memory is equally far for every copy: the model has no caches and no TLB of CPUs.',
    figures: ['lend.copy1500.hot', 'lend.tlb_shootdown'],
  },
  {
    why: 'netmap, VALE and bhyve are not among the paths.',
    figures: ['vale12.qemu_qemu', 'vale12.host_host', 'bhyve.vtnet.sockets', 'bhyve.vtnet.netmap'],
  },
  {
    why: 'A paravirtual NIC of Xen is not among the paths.',
    figures: ['menon06.offload'],
  },
  {
    why: 'Firecracker’s device model is not among the paths.',
    figures: [
      'multinode25.fc.lat',
      'multinode25.fc.tput',
      'multinode25.fc.syscalls_per_msg',
      'fcspec.tput_80pct',
      'fc20.tput',
    ],
  },
  {
    why: 'TCP’s windows and acknowledgements are not modelled; super-packets are, without them.',
    figures: [
      'takano10.remote.tput',
      'takano10.remote.exits',
      'takano10.remote.pio',
      'takano10.remote.apic',
      'takano10.remote.inj',
      'takano10.remote.pf',
      'takano10.remote.cpu',
      'barber10.user.tput',
      'multinode25.bm.tput',
      'multinode25.user.tput',
      'zhang18.before.tput',
    ],
  },
  {
    why: 'System calls of the VMM are part of larger steps and are not counted one by one.',
    figures: ['multinode25.user.syscalls_per_msg', 'multinode25.user.read_per_msg'],
  },
  {
    why: 'A fault of that kernel, repaired by the commit that reports it, or a batching the model does not have.',
    figures: [
      'makita18.before.kicks',
      'makita18.before.tput',
      'wang16.vhost.after',
      'wang18b.xdp_drop.gain',
    ],
  },
  {
    why: 'Moderation that adapts is modelled as ixgbevf does it; that of a virtio device is another.',
    figures: ['heng23.on.cpu'],
  },
  {
    why: 'The workload behind the figure is an application, or is not named.',
    figures: [
      'elvis13.baseline.exits.a',
      'elvis13.baseline.exits.b',
      'elvis13.baseline.exits.c',
      'es2_17.memcached',
      'es2_17.apache',
      'did15.memcached',
      'sebp13.scalability',
      'eli12.int_rate',
    ],
  },
  {
    why: 'A switch’s flow cache that overflows is not modelled.',
    figures: [
      'ovsperf.pvp.64B.1000flows',
      'ovsperf.pvp.64B.100000flows',
      'ovsperf.pvp.64B.1000000flows',
    ],
  },
  {
    why: 'A guest that forwards what it receives is not among the workloads.',
    figures: ['ovsperf.kernel.loop'],
  },
  {
    why: 'InfiniBand: another link, and cards that carry messages instead of frames.',
    figures: [
      'aist14.bm.bw',
      'aist14.vm.bw',
      'lockwood13.bw_loss',
      'lockwood13.line',
      'mvapich15.vf_vf.lat',
    ],
  },
  {
    why: 'Guests’ memory is mapped once. An IOMMU that the guest sees, strict unmapping and faults of cards are not modelled.',
    figures: [
      'viommu11.optim.samecore',
      'viommu11.optim.sidecore',
      'viommu11.strict.bm',
      'coiommu20.loss',
      'npf17.fault',
      'fands25.nested.1flow.tput',
      'fands25.nested.1flow.iotlb',
      'fands25.nested.1flow.mem',
      'fands25.nested.4flow.tput',
      'fands25.nested.4flow.iotlb',
      'fands25.nested.4flow.mem',
      'fands25.nested.16flow.tput',
      'fands25.guest.map',
      'fands25.guest.pagetable_map',
      'fands25.guest.unmap',
      'fands25.guest.sync',
      'fands25.host.sync',
    ],
  },
  {
    why: 'A card that is none of ours, and constants of the published model.',
    figures: ['pcie18.nic.simple64', 'pcie18.82599.irqmod', 'pcie18.msi'],
  },
];
