import fc from 'fast-check';
import { FUNCTION_KINDS, isVdpa } from './scenario/function-kinds';
import { GUEST_PAGES, PATH_IDS, type PfSwitch, type Scenario } from './scenario/scenario';
import { scenario } from './testing';
import { firewall } from './testing-firewall';
import { functionOn } from './testing-functions';

const attack = fc.option(
  fc.record({
    kind: fc.constantFrom('dma-read', 'dma-write', 'msi'),
    every: fc.integer({ min: 1, max: 5 }),
    target: fc.constantFrom('host', 'neighbour'),
  }),
);

/** What an administrator may have set for a VF. */
const policy = fc.record({
  mac: fc.constantFrom(null, null, '52:54:00:aa:bb:00'),
  vlan: fc.constantFrom(0, 0, 10),
  qos: fc.constantFrom(0, 3),
  spoofCheck: fc.boolean(),
  trust: fc.boolean(),
  linkState: fc.constantFrom('auto' as const, 'enable' as const, 'disable' as const),
  minTxRate: fc.constantFrom(0, 0, 500),
  maxTxRate: fc.constantFrom(0, 0, 1_000),
});

/** A rule in the card, as any mode takes it. */
const rule = fc.record({
  match: fc.constantFrom<object>(
    {},
    { protocol: 'tcp' },
    { dstIp: '192.0.2.10' },
    { srcIp: '192.0.2.0/28', protocol: 'udp', dstPort: 9 },
    { vlan: 10, etherType: 'ipv4' },
  ),
  action: fc.constantFrom('drop', 'vm0'),
});

const group = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  attack,
  failover: fc.boolean(),
  vfioDriver: fc.constantFrom('vfio-pci', 'mlx5_vfio_pci'),
  path: fc.constantFrom(...PATH_IDS),
  function: fc.constantFrom(...FUNCTION_KINDS),
  traffic: fc.record({
    kind: fc.constantFrom('single', 'burst', 'cbr', 'poisson', 'bulk', 'request-response'),
    direction: fc.constantFrom<unknown>('tx', 'rx', 'both', { to: 'vm0' }),
    packetBytes: fc.integer({ min: 60, max: 9014 }),
    pps: fc.integer({ min: 1_000, max: 1_500_000 }),
    packets: fc.integer({ min: 1, max: 600 }),
    batch: fc.integer({ min: 1, max: 64 }),
    flows: fc.constantFrom(1, 1, 3, 8),
    destination: fc.constantFrom('peer', 'peer', 'broadcast', 'multicast', 'unknown', 'service'),
    source: fc.constantFrom('own', 'own', 'changed', 'foreign'),
    vlan: fc.constantFrom(0, 0, 10, 20),
  }),
  tuning: fc.record({
    eventIdx: fc.boolean(),
    interruptThrottleUs: fc.integer({ min: 0, max: 200 }),
    interruptThrottle: fc.constantFrom('fixed', 'adaptive'),
    napi: fc.boolean(),
    tso: fc.boolean(),
    mtu: fc.constantFrom(576, 1500, 9000),
    busyPollUs: fc.constantFrom(0, 0, 30),
    idlePoll: fc.boolean(),
    guestPolling: fc.boolean(),
    workerAffinity: fc.constantFrom('same', 'other'),
    irqAffinity: fc.constantFrom('same', 'other'),
    napiTx: fc.boolean(),
    haltPollUs: fc.constantFrom(0, 50, 200),
    pages: fc.constantFrom(...GUEST_PAGES),
    ioeventfd: fc.boolean(),
    mappedDoorbell: fc.boolean(),
    pvEoi: fc.boolean(),
    promiscuous: fc.boolean(),
    vfReset: fc.boolean(),
    queues: fc.constantFrom(1, 1, 2, 4),
  }),
});

/** For tests: scenarios that the schema accepts, of any kind, and what an administrator has set. */
export const scenarios = fc
  .record({
    seed: fc.nat(),
    host: fc.record({
      cores: fc.integer({ min: 1, max: 6 }),
      vcpusPerCore: fc.integer({ min: 1, max: 3 }),
      apicv: fc.boolean(),
      iommu: fc.boolean(),
      scalableMode: fc.boolean(),
      unsafeDma: fc.constant(true),
      interruptRemapping: fc.boolean(),
      firewall,
      bridgeNfCallIptables: fc.boolean(),
    }),
    nic: fc.record({
      device: fc.constantFrom(
        'intel-82576',
        'intel-82599',
        'intel-e810',
        'nvidia-connectx5',
        'nvidia-connectx7',
      ),
      numVfs: fc.integer({ min: 0, max: 6 }),
      reflectiveRelay: fc.boolean(),
      eswitch: fc.constantFrom('legacy', 'switchdev'),
      representors: fc.constantFrom('bridged', 'bridged', 'alone'),
      flowOffload: fc.boolean(),
      dropEnable: fc.boolean(),
      fdb: fc.constantFrom<readonly string[]>([], ['vm0']),
      flows: fc.array(rule, { maxLength: 3 }),
    }),
    switches: fc.array(
      fc.record({
        mode: fc.constantFrom('veb' as const, 'vepa' as const),
        vfs: fc.array(policy, { minLength: 6, maxLength: 6 }),
      }),
      { minLength: 2, maxLength: 2 },
    ),
    vms: fc.array(group, { minLength: 1, maxLength: 2 }),
    migration: fc.option(
      fc.record({
        at: fc.integer({ min: 0, max: 150 }).map((us) => `${String(us)}us`),
        dirtyPagesPerSecond: fc.constantFrom(0, 20_000, 1_000_000),
        // Whole and done within these short runs.
        gbps: fc.constant(400),
        downtimeLimit: fc.constantFrom('1us', '100us', '1ms'),
        autoConverge: fc.boolean(),
        destinationVf: fc.boolean(),
        dmaTracking: fc.constantFrom('device', 'iommu', 'none'),
      }),
    ),
    until: fc.integer({ min: 50, max: 700 }),
  })
  .map(({ until, vms, ...rest }) => {
    const first = vms[0];
    // Only combinations that the schema accepts: a peer asks or answers, and nobody sends to itself.
    const repaired = vms.map((given, i) => {
      const { path, tuning } = given;
      const ioeventfd = tuning.ioeventfd || path.startsWith('vhost');
      const pvEoi = tuning.pvEoi && !rest.host.apicv;
      const guestPolling =
        tuning.guestPolling && ['vhost-user', 'passthrough', 'sriov'].includes(path);
      const own = path === 'sriov' || path === 'passthrough';
      const slice = functionOn(rest, path, given.function);
      const rogue = own && !isVdpa(slice) ? given.attack : null;
      const vfReset = tuning.vfReset && !guestPolling;
      const switchdev = rest.nic.eswitch === 'switchdev';
      const hasVf = path === 'sriov' && slice === 'vf';
      const failover = given.failover && hasVf && !guestPolling && !switchdev;
      const saves = hasVf && !failover && rest.nic.device === 'nvidia-connectx7';
      const vfioDriver = saves ? given.vfioDriver : 'vfio-pci';
      const most = path.startsWith('emulated') ? 1 : path === 'sriov' ? 2 : 4;
      const single = failover || vfioDriver !== 'vfio-pci';
      const queues = single ? 1 : Math.min(tuning.queues, most);
      const { kind, direction } = given.traffic;
      const named = typeof direction === 'object' || kind === 'request-response';
      const wanted = given.traffic.destination;
      const destination = named || (wanted === 'service' && direction !== 'rx') ? 'peer' : wanted;
      const g = {
        ...given,
        function: slice,
        attack: rogue,
        failover,
        vfioDriver,
        traffic: { ...given.traffic, destination },
        tuning: { ...tuning, ioeventfd, pvEoi, guestPolling, vfReset, queues },
      };
      const alone = i === 0 && first?.count === 1 && typeof direction === 'object';
      const oneSided = kind === 'request-response' && direction === 'both';
      return alone || oneSided ? { ...g, traffic: { ...g.traffic, direction: 'tx' } } : g;
    });
    const { device, eswitch, flows } = rest.nic;
    const able = device === 'intel-e810' || device.startsWith('nvidia');
    const nic = {
      ...rest.nic,
      eswitch: able ? eswitch : 'legacy',
      flows: device === 'intel-82599' || (able && eswitch === 'switchdev') ? flows : [],
    };
    const { dmaTracking } = rest.migration ?? { dmaTracking: 'device' };
    const tracking = rest.host.iommu ? dmaTracking : 'device';
    const migration = rest.migration && { ...rest.migration, dmaTracking: tracking };
    return { ...rest, nic, migration, vms: repaired, run: { until: `${String(until)}us` } };
  });

/** Edits on the host lead to the switches; here they are as they would come out. */
export function withSwitches({
  switches,
  ...input
}: {
  readonly switches: readonly PfSwitch[];
}): Scenario {
  const s = scenario(input);
  return { ...s, nic: { ...s.nic, switches } };
}
