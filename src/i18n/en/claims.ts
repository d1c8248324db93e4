/** What the model claims of each path, and what it leaves out. Kept in step with src/engine/README.md. */
export const claims = {
  title: 'What is simulated, what comes out, what is left out',
  intro:
    'A run is a scenario and a seed; the same two give the same events everywhere. Nothing carries a table of results: parts with registers, rings and threads act on each other, each act has a price, and the numbers are counted afterwards.',
  simulated: 'Simulated',
  emerges: 'Comes out of it',
  left: 'Left out, and what it would change',
  weak: 'Known weak point',
  way: (direction: 'tx' | 'rx') =>
    direction === 'tx'
      ? 'A lone packet that the guest sends'
      : 'A lone packet that the guest receives',
  wayText:
    'Read off a run just now: the places it passes, in their order, and what that takes on the lab’s first host.',
  met: (time: string, exits: number, copies: number, registers: number) =>
    `${time} · ${exits} VM exit${exits === 1 ? '' : 's'} · ${copies} cop${copies === 1 ? 'y' : 'ies'} by CPUs · ${registers} register access${registers === 1 ? '' : 'es'} without a trap`,
  exit: (reason: string, register: string) => (register === '' ? reason : `${reason} ${register}`),
  showOn: 'Show this path on the stage',
  general: {
    title: 'All paths',
    simulated: {
      cpus: 'CPUs with run queues (least run time first, 3 ms slices, interrupt context first) and threads: vCPUs, QEMU’s main loops, vhost workers, a polling switch.',
      exits:
        'VM exits by reason and class, interrupt injection, posted interrupts, halt polling, as KVM’s sources have them.',
      bus: 'A PCIe link of two directions with TLP headers, read requests and completions; an IOMMU with an IOTLB of 64 entries and walks of two to four levels.',
      net: 'The host’s tap, bridge and PF driver with NAPI, run by whichever thread brought the frame.',
    },
    emerges: {
      queues:
        'What several queue pairs bring: flows spread over queues, vCPUs and their workers by XPS, RSS and the tap’s table; one flow stays on one of each.',
      counts:
        'Exits, interrupts, doorbells, copies, wake-ups and drops by cause: each counted where it happens.',
      overload:
        'What overload does: rings and queues fill, threads compete, latency grows, frames are lost.',
    },
    left: {
      caches:
        'Caches, TLBs, NUMA and hyper-threads. An exit here leaves nothing cold behind it, so heavy exit rates cost less than on a real host.',
      idle: 'Deep idle states of CPUs. A lone packet on a real, idle host can wait tens of microseconds longer.',
      tcp: 'TCP’s windows and acknowledgements, and joining received frames (GRO). Super-packets on the way down are simulated; on the way up frames go one by one, so a receiving guest works more than a real one.',
      guest:
        'How a guest’s scheduler moves its threads: a flow’s thread stays on one vCPU, or goes on where its packet came up. Real guests also interrupt their own vCPUs (IPIs), which costs exits.',
      threads:
        'Threads do not move between CPUs. A real scheduler mends, or makes, bad neighbourhoods.',
      memory:
        'The guest’s memory is mapped for DMA once. An IOMMU that the guest drives itself would add mapping and flushing to each packet.',
      peer: 'The other machine answers after a fixed time; its own queues are not simulated.',
    },
    weak: {
      assumed:
        'More than half of the prices are assumed within a range. Counts do not depend on them; times do.',
      misses: 'About as many measurements miss as pass. The page lists each miss with its reason.',
    },
  },
  paths: {
    emulated: {
      sum: 'QEMU plays an Intel e1000. The guest’s driver is an ordinary one, and every register it touches traps.',
      simulated: {
        registers:
          'TDT, RDT, ICR, IMS, IMC, STATUS and two descriptor rings, as the Linux driver uses them.',
        trap: 'Each access exits to KVM, is decoded, goes out to QEMU under its big lock and back; only RDT is collected without leaving the kernel.',
        irq: 'A level-triggered interrupt with QEMU’s mitigation of 128 µs, the driver’s adaptive throttle, and the exit at its end.',
      },
      emerges: {
        exits:
          'One exit a packet for the tail and five an interrupt; the mitigation lets them fall with the load as the formula says.',
        copies: 'Two copies a packet: out of the guest into QEMU, and into the tap.',
        cpu: 'QEMU’s thread becomes the bottleneck long before the wire.',
      },
      left: {
        watchdog:
          'The driver’s watchdog: 58 statistics reads every two seconds, 29 exits a second more.',
        offload: 'Checksums: they cost nothing here.',
      },
    },
    'emulated-rtl8139': {
      sum: 'QEMU plays a Realtek RTL8139: an older card that is told of every packet.',
      simulated: {
        registers: 'TxPoll, IntrStatus, IntrMask and two rings of 64 descriptors with OWN bits.',
        trap: 'Each access exits to QEMU; TxPoll sends inside the trapped write, once a packet.',
        irq: 'An interrupt for each packet, without mitigation.',
      },
      emerges: {
        exits: 'More exits a packet than the e1000, and they do not fall with the load.',
        loss: 'Without a buffer behind its ring it loses frames as soon as the guest is late.',
      },
      left: {
        modes:
          'The card’s older mode with four transmit slots. Linux’ driver of it would copy once more.',
        offload: 'Timing of the card’s own engine: what it does happens at once.',
      },
    },
    virtio: {
      sum: 'Guest and QEMU agree on rings in the guest’s memory; the guest rings a bell only when the other side sleeps.',
      simulated: {
        ring: 'A split ring with 16-bit indices, and the event index or flags that suppress bells and interrupts.',
        backend:
          'QEMU’s main loop as the back end: it wakes, pops descriptors, copies to and from the tap, signals.',
        bell: 'The bell as an ioeventfd that KVM answers by itself, or, switched off, as an exit to QEMU.',
      },
      emerges: {
        kicks: 'Bells a packet follow (1 − λs)/(λw + 1) and vanish under load; so do interrupts.',
        copies: 'Two copies a packet, as with an emulated card; the saving is exits, not copies.',
      },
      left: {
        packed: 'Packed rings and indirect descriptors: fewer cache lines a packet.',
        merge: 'Mergeable receive buffers: a buffer here holds a whole super-packet.',
      },
    },
    'vhost-net': {
      sum: 'The same rings, served by a kernel thread: QEMU is out of the way of packets.',
      simulated: {
        worker:
          'One worker a queue pair for both directions: sleeps, wakes, takes batches of 64, gives way after 256.',
        poll: 'Busy polling before it sleeps, where that is set.',
        irqfd: 'Interrupts by irqfd, without a way through QEMU.',
      },
      emerges: {
        copies: 'One copy a packet.',
        batches: 'The faster side waits for the slower one, so batches grow with the load.',
      },
      left: {
        workers: 'Zero-copy sending.',
        caches:
          'What the worker’s and the guest’s CPUs take from each other’s caches. The model’s worker is faster than those of some measurements, so it sleeps more often and rings more.',
      },
    },
    'vhost-user': {
      sum: 'A process on a core of its own polls the rings of its guests and of the card. It never sleeps.',
      simulated: {
        rounds: 'Rounds over its ports with bursts of 32, driving a whole PF without the kernel.',
        call: 'It interrupts a guest only where the guest asked for it.',
      },
      emerges: {
        bells:
          'No bell from guest to switch and no wake-up of it, at the price of a whole core, load or not.',
        limit: 'The core’s price of a pass limits all guests together.',
      },
      left: {
        empty:
          'Empty rounds are not simulated one by one: a frame is seen one round after it came.',
        flows:
          'The switch’s flow tables and their overflow. Published switches slow down with flows and with guests; this one hardly does.',
      },
    },
    passthrough: {
      sum: 'The guest gets a whole card function. Its registers are mapped into the guest: writing them is no exit.',
      simulated: {
        bar: 'Doorbells as posted writes over PCIe, descriptors and data by DMA through the IOMMU.',
        msix: 'MSI-X with throttle and auto-mask; interrupts posted to the vCPU, or remapped to a host CPU and injected.',
      },
      emerges: {
        exits:
          'No exit for I/O with posted interrupts; without them, or without APICv, exits at every interrupt.',
        idle: 'What remains is the guest’s own idling: HLT and its timer.',
      },
      left: {
        setup:
          'Resets and accesses to configuration space while the guest starts: exits before the first packet, not during traffic.',
        host: 'A PF whose host uses it too: the model gives away only what nobody else needs.',
      },
    },
    sriov: {
      sum: 'Each guest gets a VF: queues and doorbell of its own on a card that many share.',
      simulated: {
        vf: 'The same queue pairs, doorbells, DMA, throttle and interrupts as a PF’s, for each VF.',
        switch:
          'The switch in the card: MAC table, spoof check, replication of broadcasts, VF to VF without the wire.',
        share: 'All VFs share the PCIe link, the IOTLB, the transmit buffer and the port.',
      },
      emerges: {
        exits: 'The exits of passthrough: none for I/O with posted interrupts.',
        contention: 'What neighbours take from each other: wire, PCIe, IOTLB entries.',
        local: 'Guest to guest is bounded by the PCIe link, twice crossed, not by the wire.',
      },
      left: {
        credits: 'PCIe flow-control credits: they never run out before the link does.',
        ring: 'The card fetches at most eight descriptors at once and writes each back by itself; an 82599 batches more, so its link carries fewer small transfers.',
        throttle:
          'The throttle is fixed at 20 µs unless set: a guest that answers requests waits for it, and may answer fewer than one behind vhost-net. The adaptive throttle, as drivers come, about doubles them.',
        rules: 'VLANs, rate limits and VEPA are set but not obeyed by the traffic.',
      },
    },
    'bare-metal': {
      sum: 'A program on the host itself: the floor that every other path is measured against.',
      simulated: {
        stack:
          'The same stack and driver with a queue pair of the PF, no hypervisor, no IOMMU domain.',
        irq: 'Interrupts straight to the CPU of the program.',
      },
      emerges: {
        none: 'No exit, no injection, no translation: what is left is stack, driver, card and wire.',
      },
      left: {
        host: 'A broadcast between a program and the guests behind the host’s bridge is copied by the card, not by the bridge.',
        idle: 'Deep idle states: published round trips of idle machines are about twice as long.',
      },
    },
  },
};
