import * as v from 'valibot';
import { COSTS, type CostId } from '../costs/costs';
import { PROFILE_IDS } from '../costs/profiles';
import { CHIPSETS, EMULATORS, KERNELS } from '../pci/machine';
import * as allowed from './allowed';
import { DMA_TRACKING } from './migration-plan';
import { FORK_PLACE, FORK_PLACES_TEXT } from './fork';
import { FUNCTION_KINDS } from './function-kinds';
import { MOST_DIFFERING, MOST_FUTURES } from './futures';
import { parseQuantity, SIZE, TIME } from './quantity';
import { ATTACK_KINDS, ATTACK_TARGETS, PATH_IDS, VFIO_DRIVERS } from './scenario';
import { about, choice, flag, list, number, object, quantity, text, whole } from './schema-parts';
import { cardSwitch } from './schema-flows';
import { traffic, VM_NAME } from './schema-traffic';
import { tuning } from './schema-tuning';

/**
 * The shape of a scenario file: every key optional, every range here and nowhere else. The message of
 * each check is what is allowed at that place (`Issue.allowed`). `public/scenario.schema.json` is made
 * from the same object.
 */

/** Groups of guests, guests in all. */
export const MAX_GROUPS = 8;
export const MAX_VMS = 64;

const attack = object({
  kind: about(
    choice(ATTACK_KINDS),
    'DMA from or to an address outside the memory of the guest, or a forged interrupt message',
  ),
  every: about(
    whole(1, 1_000_000),
    'One in so many transmit buffers, receive buffers or written-back descriptors',
  ),
  target: about(choice(ATTACK_TARGETS), 'Whose memory, or interrupt'),
});

/** A window of the root port, as text or as a number of bytes. */
function window(max: string) {
  const bytes = (text: string) => parseQuantity(text, SIZE) ?? 0;
  return v.union(
    [quantity(SIZE, '1MiB', max), whole(bytes('1MiB'), bytes(max))],
    `bytes or text with a unit, 1MiB to ${max}`,
  );
}

/** Of kernels: x86 has the first, arm64 any of them. */
/** A command of nft may be a whole file of rules. */
const MAX_FIREWALL_LINES = 500;
const MAX_FIREWALL_CHARS = 100_000;

const PAGE_SIZES = ['4KiB', '16KiB', '64KiB'] as const;

const host = object({
  profile: about(choice(PROFILE_IDS), 'Cost table, clock and APICv of a kind of host'),
  cores: about(whole(1, 256), 'CPUs of the host'),
  vcpusPerCore: about(whole(1, 16), 'vCPUs that are pinned to one CPU before the next gets any'),
  cpuGHz: about(number(0.5, 6), 'Clock of its CPUs; the profile’s where left out'),
  iommu: about(flag(), 'DMA of devices is translated and confined (VT-d)'),
  scalableMode: about(flag(), 'The IOMMU knows PASIDs (intel_iommu=sm_on)'),
  interruptRemapping: about(flag(), 'Off: VFIO with allow_unsafe_interrupts'),
  unsafeDma: about(
    flag(),
    'Functions for guests without the IOMMU; their memory then lies one to one',
  ),
  postedInterrupts: about(
    flag(),
    'Interrupts of devices go into a running guest without an exit; needs APICv, IOMMU and remapping',
  ),
  apicv: about(
    flag(),
    'The CPU delivers interrupts into guests by itself; the profile’s where left out',
  ),
  ari: about(flag(), 'The root port forwards to function numbers above 7'),
  busesPerRootPort: about(whole(1, 256), 'Bus numbers below the root port, for VFs too'),
  mmioWindow: about(window('64TiB'), 'Prefetchable window of the root port above 4 GiB, for VFs'),
  mmioWindow32: about(
    window('1GiB'),
    'Window of the root port below 4 GiB, for VFs; what the card needs where left out',
  ),
  pageSize: about(choice(PAGE_SIZES), 'Page of the host kernel, which sets System Page Size'),
  firewall: about(
    list(text(MAX_FIREWALL_CHARS), MAX_FIREWALL_LINES),
    'Commands of nft, run when the host starts',
  ),
  bridgeNfCallIptables: about(
    flag(),
    'Bridged frames pass the chains of the IP layer too (br_netfilter)',
  ),
});

function price(id: CostId) {
  const { range, what, unit } = COSTS[id];
  return about(number(range[0], range[1]), `${what}; ${unit}`);
}

/** Every price of the cost table, within its range and in its unit. */
const costs = object(
  Object.fromEntries((Object.keys(COSTS) as CostId[]).map((id) => [id, price(id)])) as Record<
    CostId,
    ReturnType<typeof price>
  >,
);

const MAX_FORMER = 64;
/** Devices of a machine, lines typed on it, and how long any of their texts may be. */
export const MAX_DEVICES = 64;
export const MAX_EDITS = 500;
const MAX_LINE = 2_000;
const MAX_MACHINE_CHARS = 20_000;
const MAX_PFS = 8;
/** Longest dump that is taken: `lspci -vvvxxxx` of a host with some hundred functions. */
export const MAX_DUMP_CHARS = 4 * 2 ** 20;

const machineDevice = object({
  model: about(text(64), 'The device, as QEMU calls it, or the id of a card'),
  id: about(text(64), 'Its name, for others to name it as their bus'),
  bus: about(text(64), 'The id of the port it is plugged into; the root bus where left out'),
  addr: about(text(8), 'Device and function there, such as 2.0'),
  /** Values as QEMU writes them, all text. */
  props: about(
    v.record(text(64), text(MAX_LINE), allowed.OBJECT),
    'Properties of the device in QEMU’s words',
  ),
});

const machine = v.union(
  [
    about(text(MAX_MACHINE_CHARS), "QEMU's command line: -machine, -device and -append are read"),
    object({
      chipset: about(choice(CHIPSETS), 'QEMU’s, or a server with two root buses'),
      kernel: about(choice(KERNELS), 'Which Linux runs on it'),
      cmdline: about(text(MAX_LINE), 'Kernel parameters, for example pci=noari intel_iommu=on'),
      memory: about(quantity(SIZE, '64MiB', '64TiB'), 'Memory of the machine'),
      cpus: about(whole(1, 256), 'CPUs of the machine'),
      qemu: about(choice(EMULATORS), 'Whose device models: they differ in some registers'),
      devices: about(
        list(
          v.union([text(MAX_LINE), machineDevice], 'a device such as "igb,bus=rp1" or an object'),
          MAX_DEVICES,
        ),
        'What is plugged in, in QEMU’s words or as objects',
      ),
    }),
  ],
  "an object, or the text of QEMU's command line",
);

const edits = list(
  object({
    at: about(quantity(TIME, '0s', '1000000s'), 'Uptime of the host'),
    shell: about(text(MAX_LINE), 'The line, as one types it'),
  }),
  MAX_EDITS,
);

const forkEntries = {
  at: about(quantity(TIME, '0s', '10s'), 'Up to here the run is another'),
  was: about(
    list(
      v.strictObject(
        {
          place: about(
            v.pipe(v.string(FORK_PLACES_TEXT), v.regex(FORK_PLACE, FORK_PLACES_TEXT)),
            'The key that had another value',
          ),
          value: about(number(0, 20_000_000), 'That value'),
        },
        allowed.OBJECT,
      ),
      MAX_FORMER,
    ),
    'Values that were others before it',
  ),
  edits: about(whole(0, MAX_EDITS), 'How many of the typed lines were typed before it'),
};
const MAX_EARLIER = 7;
const fork = object({
  ...forkEntries,
  earlier: about(list(object(forkEntries), MAX_EARLIER), 'Forks before it, oldest first'),
});

/** A future has none of its own. */
const futureKey = v.pipe(text(200), v.regex(/^(?!futures)/, allowed.VALUE));

const futures = object({
  shown: about(whole(0, MOST_FUTURES - 1), 'Which tab this file is, from 0'),
  others: about(
    list(
      object({
        beside: about(
          choice([...PATH_IDS, 'none']),
          'The path of the guest to compare with, where it is another',
        ),
        set: about(
          v.pipe(
            v.record(futureKey, v.unknown(), allowed.OBJECT),
            v.check(
              (set) => Object.keys(set).length <= MOST_DIFFERING,
              allowed.upTo(String(MOST_DIFFERING)),
            ),
          ),
          'Values that differ from this file, by their keys; null is the default',
        ),
      }),
      MOST_FUTURES - 1,
    ),
    'The other tabs, in their order',
  ),
});

/** How many VFs a card has depends on card and host, so `numVfs` gets its upper end in resolve.ts. */
const NUM_VFS_ANYWHERE = 65_535;

const MODEL = '"0.1.0", …';

export const scenarioSchema = object({
  version: about(v.literal(1, allowed.oneOf([1])), 'Of the file format'),
  madeWith: about(
    object({
      model: about(
        v.pipe(v.string(MODEL), v.regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, MODEL)),
        'Version of the model',
      ),
    }),
    'What wrote the file: figures of another version of the model may differ',
  ),
  seed: about(whole(0, 2 ** 32 - 1), 'Same seed, same run'),
  host,
  nic: object({
    device: about(
      v.pipe(v.string(allowed.TEXT), v.maxLength(64, allowed.TEXT)),
      'The card, by its id',
    ),
    numVfs: about(
      whole(0, NUM_VFS_ANYWHERE),
      'On the whole card; card and host set the real limit',
    ),
    vfsPerPf: about(
      list(whole(0, NUM_VFS_ANYWHERE), MAX_PFS),
      'NumVFs of each physical function, instead of numVfs',
    ),
    ...cardSwitch,
    lspci: about(text(MAX_DUMP_CHARS), 'The text of lspci -xxxx of a host, instead of device'),
  }),
  machine,
  vms: v.pipe(
    v.array(
      object({
        count: about(whole(1, MAX_VMS), 'Guests alike; 64 in all groups together'),
        path: about(choice(PATH_IDS), 'How they reach the network'),
        function: about(
          choice(FUNCTION_KINDS),
          'What of the card is its own, with path sriov; sf: with path bare-metal',
        ),
        traffic,
        tuning,
        failover: about(flag(), 'A virtio-net standby with the address of the VF (net_failover)'),
        vfioDriver: about(choice(VFIO_DRIVERS), 'Who gives the function away on the host'),
        attack: about(v.nullable(attack), 'What a rogue guest has its function do'),
      }),
      allowed.list(MAX_GROUPS),
    ),
    v.maxLength(MAX_GROUPS, allowed.list(MAX_GROUPS)),
  ),
  costs: about(costs, "Prices in place of the profile's"),
  run: object({ until: about(quantity(TIME, '1us', '10s'), 'Simulated time, for example 10ms') }),
  migration: about(
    v.nullable(
      object({
        guest: about(
          v.pipe(v.string('vm0, vm1, …'), v.regex(VM_NAME, 'vm0, vm1, …')),
          'The guest that moves',
        ),
        at: about(quantity(TIME, '0s', '10s'), 'When the migration begins'),
        memory: about(quantity(SIZE, '4MiB', '256MiB'), 'With content; a thousandth of real'),
        gbps: about(number(0.1, 400), 'Of the link that the migration has for itself'),
        dirtyPagesPerSecond: about(number(0, 50_000_000), 'Written by the guest’s applications'),
        workingSet: about(quantity(SIZE, '4KiB', '256MiB'), 'Memory that they go round in'),
        downtimeLimit: about(quantity(TIME, '1us', '1s'), 'A thousandth of real, as memory is'),
        autoConverge: about(flag(), 'QEMU slows the guest down until its memory can be copied'),
        destinationVf: about(flag(), 'The other host has a VF for the guest'),
        dmaTracking: about(choice(DMA_TRACKING), 'Who knows what the device has written'),
      }),
    ),
    'A guest that is moved to another host while it runs',
  ),
  fork: about(v.nullable(fork), 'A moment from which on the run goes another way'),
  futures: about(futures, 'Tabs of a run that was forked'),
  edits: about(edits, 'Lines typed in the shell of the host, with its uptime'),
});

/** A scenario as it stands in a file: any part of it may be missing. */
export type ScenarioInput = v.InferOutput<typeof scenarioSchema>;
