import { PS_PER_MS, PS_PER_US } from '../units';
import type { MigrationPlan } from './migration-plan';
import type { Scenario, VmGroup } from './scenario';

/** The first group; every further group starts from it too. */
export const DEFAULT_GROUP: VmGroup = {
  count: 2,
  path: 'sriov',
  traffic: {
    kind: 'cbr',
    direction: 'tx',
    packetBytes: 1500,
    pps: 10_000,
    packets: 32,
    batch: 1,
    replay: null,
    destination: 'peer',
    source: 'own',
    vlan: 0,
  },
  tuning: {
    eventIdx: true,
    interruptThrottleUs: 20,
    interruptThrottle: 'fixed',
    napi: true,
    busyPollUs: 0,
    idlePoll: false,
    guestPolling: false,
    workerAffinity: 'other',
    irqAffinity: 'other',
    ioeventfd: true,
    napiTx: true,
    haltPollUs: 200,
    pvEoi: false,
    tso: false,
    mtu: 9000,
    pages: '2MiB',
    promiscuous: false,
    vfReset: false,
  },
  failover: false,
  vfioDriver: 'vfio-pci',
  attack: null,
};

/** What `"migration": {}` means. */
export const DEFAULT_MIGRATION: MigrationPlan = {
  guest: 'vm0',
  at: PS_PER_MS,
  memory: 4 * 2 ** 20,
  gbps: 10,
  dirtyPagesPerSecond: 60_000,
  workingSet: 2 ** 20,
  downtimeLimit: 300 * PS_PER_US,
  autoConverge: false,
  destinationVf: true,
  dmaTracking: 'device',
};

/** What `{}` means: the first screen. */
export const DEFAULT_SCENARIO: Scenario = {
  version: 1,
  seed: 1,
  host: {
    profile: 'lab',
    cores: 8,
    vcpusPerCore: 1,
    cpuGHz: 2.7,
    iommu: true,
    interruptRemapping: true,
    unsafeDma: false,
    postedInterrupts: true,
    apicv: true,
    ari: true,
    busesPerRootPort: 8,
    mmioWindow: 64 * 2 ** 30,
    pageSize: 4096,
  },
  nic: {
    device: 'intel-82599',
    numVfs: 4,
    byEdits: false,
    vfsPerPf: null,
    lspci: null,
    reflectiveRelay: false,
    eswitch: 'legacy',
    representors: 'bridged',
    flowOffload: true,
    flows: [],
    fdb: [],
    dropEnable: true,
  },
  machine: null,
  vms: [DEFAULT_GROUP],
  run: { until: 10 * PS_PER_MS },
  migration: null,
  costs: {},
  edits: [],
};
