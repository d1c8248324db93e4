import { describe, expect, it } from 'vitest';
import { FACT } from '../costs/facts';
import type { PlaceKind } from '../costs/places';
import { STEP } from '../costs/steps';
import type { Tally } from '../hw/ledger';
import { PATH_IDS, type PathId } from '../scenario/scenario';
import { completeHost, completeRun, sum } from '../testing';

const PACKETS = 4;
const BYTES = 1500;

/** Two guests on one host whose card has four ports: one with VFs, three whose PFs can be given away. */
const between = (from: PathId, to: PathId, more: object = {}) => ({
  host: { cores: 16 },
  nic: { device: 'intel-x710', vfsPerPf: [4, 0, 0, 0] },
  vms: [
    {
      count: 1,
      path: from,
      traffic: {
        kind: 'burst',
        packets: PACKETS,
        packetBytes: BYTES,
        direction: { to: 'vm1' },
        ...more,
      },
    },
    // It waits for a packet from outside that does not come within the run.
    { count: 1, path: to, traffic: { kind: 'poisson', pps: 1, direction: 'rx' } },
  ],
  run: { until: '5ms' },
});

const BRIDGED: readonly PathId[] = ['emulated', 'emulated-rtl8139', 'virtio', 'vhost-net'];
/** Paths on which sending traps into the hypervisor. */
const TRAPS = BRIDGED;
const EPT_MISCONFIG = 49;

/** io-paths.md 10: copies of the payload by CPUs of the host, when it leaves a guest and when it comes to one. */
const OUT: Readonly<Record<PathId, number>> = {
  emulated: 2,
  'emulated-rtl8139': 2,
  virtio: 1,
  'vhost-net': 1,
  'vhost-user': 1,
  passthrough: 0,
  sriov: 0,
  'bare-metal': 0,
};
const IN: Readonly<Record<PathId, number>> = { ...OUT, virtio: 2 };

/** How far down a frame goes; io-paths.md 2.6, 2.9, 3.1.3 to 3.10. */
type Way = 'stack' | 'bridge' | 'process' | 'card' | 'wire' | 'lost';

function wayOf(from: PathId, to: PathId): Way {
  if (from === 'bare-metal' && to === 'bare-metal') return 'stack';
  const onBridge = (path: PathId) => BRIDGED.includes(path) || path === 'bare-metal';
  if (onBridge(from) && onBridge(to)) return 'bridge';
  if (from === 'vhost-user' && to === 'vhost-user') return 'process';
  // A whole PF is a port of its own: what goes there goes by the switch outside.
  if (from === 'passthrough' || to === 'passthrough') return 'wire';
  // Bridge and switch process each have a PF of their own.
  const [bridge, process] = [from, to].map((path) => path === 'vhost-user');
  if (bridge !== process && from !== 'sriov' && to !== 'sriov') return 'wire';
  // VEB.7, U9: behind a PF there may be a bridge or a switch process, of whose guests the card knows nothing.
  if (from === 'sriov' && to !== 'sriov' && to !== 'bare-metal') return 'lost';
  return 'card';
}

/** Transfers of a frame's data between memory and card. */
const CROSSINGS: Readonly<Record<Way, number>> = {
  stack: 0,
  bridge: 0,
  process: 0,
  card: 2,
  wire: 2,
  lost: 1,
};

/** Kinds of places at which frames of the run were dropped. */
function dropsOf(input: unknown): readonly PlaceKind[] {
  const run = completeRun(input);
  const { facts } = run.window(0, run.end);
  const rows = Array.from({ length: facts.count }, (_, i) => i);
  const places = rows
    .filter((i) => facts.kind[i] === FACT.dropped)
    .flatMap((i) => run.topology.places[facts.b[i] as number]?.kind ?? []);
  return [...new Set(places)];
}

/** Kinds of places that frames of the run came to, and how often data crossed PCIe. */
function travelled(input: unknown) {
  const run = completeRun(input);
  const { hops } = run.window(0, run.end);
  const kinds = new Set<PlaceKind>();
  let crossings = 0;
  for (let i = 0; i < hops.count; i++) {
    if (hops.packet[i] === 0) continue;
    const step = hops.step[i];
    if (step === STEP['dma-read'] || step === STEP['dma-write']) crossings++;
    const moved = step !== STEP.queued;
    const kind = run.topology.places[hops.to[i] as number]?.kind;
    if (moved && kind !== undefined) kinds.add(kind);
  }
  return { run, kinds, crossings };
}

const PAIRS = PATH_IDS.flatMap((from) => PATH_IDS.map((to) => [from, to] as const));

describe.each(PAIRS)('%s → %s', (from, to) => {
  const way = wayOf(from, to);
  const input = between(from, to);
  const { host, vm0 } = completeHost(input);
  const vm1 = host.machine.s.tallies[1] as Tally;

  it('delivers every packet, or says what became of it', () => {
    expect(vm0.sent).toBe(PACKETS);
    expect(vm0.delivered).toBe(way === 'lost' ? 0 : PACKETS);
    expect(sum(vm0.dropped)).toBe(way === 'lost' ? PACKETS : 0);
    expect(vm1.sent).toBe(0);
    // It is the switch outside that has nobody else to send it to.
    expect(dropsOf(input)).toEqual(way === 'lost' ? ['peer'] : []);
  });

  it('copies as often as both ends do, each in the books of its guest', () => {
    const arrives = way === 'lost' ? 0 : IN[to];
    // The switch process is nobody's thread: what it does counts for the packet's guest, which is the sender.
    const shared = to === 'vhost-user' ? arrives : 0;
    expect(vm0.copies).toBe(PACKETS * (OUT[from] + shared));
    expect(vm1.copies).toBe(PACKETS * (arrives - shared));
    expect(vm0.deliveredCopies).toBe(way === 'lost' ? 0 : PACKETS * (OUT[from] + arrives));
  });

  it('goes as far down as it must', () => {
    const { kinds, crossings } = travelled(input);
    expect(crossings).toBe(PACKETS * CROSSINGS[way]);
    expect(kinds.has('peer')).toBe(way === 'wire' || way === 'lost');
    expect(kinds.has('switch')).toBe(
      way === 'card' || way === 'lost' || (way === 'wire' && reachesSwitch(from, to)),
    );
    expect(kinds.has('bridge')).toBe(
      way === 'bridge' || (way !== 'lost' && [from, to].some((path) => BRIDGED.includes(path))),
    );
    expect(kinds.has('tap')).toBe(
      way !== 'lost' && [from, to].some((path) => BRIDGED.includes(path)),
    );
    const onWire = kinds.has('peer');
    expect([vm0.wireOut, vm1.wireIn + vm0.wireIn].map((bytes) => bytes > 0)).toEqual([
      onWire,
      onWire && way !== 'lost',
    ]);
    // The host's functions have books of their own.
    const up = sum(host.machine.s.tallies.map(({ pcieUp }) => pcieUp));
    expect(up > 0).toBe(CROSSINGS[way] > 0);
  });

  it('costs each end the exits of its own path, and a program of the host none', () => {
    const [out, into] = [vm0, vm1].map(({ exits }) => exits[EPT_MISCONFIG] as number);
    expect(out).toSatisfy((n: number) => n > 0 === TRAPS.includes(from));
    // A virtio guest leaves for its kicks, of which a polling switch process gets none.
    expect(out === vm0.kicks).toBe(!from.startsWith('emulated'));
    expect(into).toSatisfy((n: number) => n > 0 === (to.startsWith('emulated') && way !== 'lost'));
    const ofPrograms = [vm0, vm1].filter((_, i) => input.vms[i]?.path === 'bare-metal');
    expect(sum(ofPrograms.map(({ exits, idleExits }) => sum(exits) + sum(idleExits)))).toBe(0);
  });
});

it('a program and a guest talk over the bridge: request and response, without the card', () => {
  for (const [from, to] of [
    ['bare-metal', 'vhost-net'],
    ['vhost-net', 'bare-metal'],
  ] as const) {
    const { host, vm0 } = completeHost(between(from, to, { kind: 'request-response' }));
    expect(vm0.delivered).toBeGreaterThan(50);
    expect(sum(vm0.dropped)).toBe(0);
    expect(sum(host.machine.s.tallies.map(({ pcieUp, pcieDown }) => pcieUp + pcieDown))).toBe(0);
  }
});

it('a super-packet crosses the bridge whole, to a guest, to a program and from one', () => {
  for (const [from, to] of [
    ['virtio', 'vhost-net'],
    ['vhost-net', 'bare-metal'],
    ['bare-metal', 'virtio'],
  ] as const) {
    const input = between(from, to, { kind: 'bulk', packetBytes: 9014 });
    const [sender, receiver] = input.vms;
    const vms = [{ ...sender, tuning: { tso: true } }, receiver];
    const { vm0 } = completeHost({ ...input, vms });
    expect(vm0.delivered).toBeGreaterThan(1000);
    expect(vm0.copiedBytes / Math.max(1, vm0.copies)).toSatisfy(
      (bytes: number) => from === 'bare-metal' || bytes > 60_000,
    );
  }
});

/** The port with VFs is the first, which all use but those that have a whole port of their own. */
function reachesSwitch(from: PathId, to: PathId): boolean {
  return from !== 'passthrough' || to !== 'passthrough';
}
