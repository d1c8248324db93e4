import type { JourneyRow, FactRow } from '../engine/tell/rows';
import type { Topology } from '../engine/topology';
import type { Depths, TellingPath } from './depths';
import { formatBytes, formatPicos } from './format';
import type { Messages } from './messages';
import { deviceName, guestAt, isSwitchdev, placeName } from './place-name';

export type Depth = keyof Depths;
export const DEPTHS = ['first', 'os', 'kernel'] as const satisfies readonly Depth[];

/**
 * What happened, in one sentence: at a depth, or in short. `owner` is the guest the packet belongs to: what the host
 * does for nobody in particular is its business.
 */
export function rowSentence(
  messages: Messages,
  topology: Topology,
  row: JourneyRow,
  owner: number,
  depth: Depth | 'short',
): string {
  const { stage, shell } = messages;
  const place = (index: number) => placeName(stage, topology, index);
  if (row.kind === 'fact') {
    const short = factSentence(shell.events, row, place);
    if (depth === 'short') return short;
    const at = row.fact === 'dropped' ? row.b : -1;
    const vm = guestAt(topology, at, at, owner);
    const path = tellingPath(topology, vm);
    const more = depthsOf(messages.facts, row)[depth]({
      guest: vm < 0 ? '' : stage.guest(vm),
      register: '',
      reason: '',
      device: '',
      from: '',
      to: row.fact === 'dropped' ? place(row.b) : '',
      ...(path === undefined ? {} : { path }),
    });
    // The short one has the figures.
    return shell.events.explained(short, more);
  }
  const { step, exit, glyph } = row;
  const vm = guestAt(topology, row.from, row.to, row.vm < 0 ? owner : row.vm);
  if (depth === 'short' && exit !== null && exit.at === row.at && glyph === 'exit')
    return shell.events.exit(exit.reason, shell.events.weights[exit.cls], exit.register);
  if (row.timer) return messages.journey.timer[depth](stage.guest(vm));
  const say = depth === 'short' ? messages.steps[step] : messages.hops[step][depth];
  const path = tellingPath(topology, vm);
  return say({
    guest: vm < 0 ? '' : stage.guest(vm),
    // A doorbell or a write names its register; what handles an exit names the access that caused it.
    register: glyph === 'doorbell' ? row.register : (exit?.register ?? ''),
    reason: exit?.reason ?? '',
    device: deviceName(stage, topology, row.from, row.to, vm),
    from: place(row.from),
    to: place(row.to),
    ...(path === undefined ? {} : { path }),
    iommu: iommuFor(topology, path),
    switchdev: [row.from, row.to].some((index) => isSwitchdev(topology, topology.places[index])),
  });
}

/** Whose code it is that a guest's steps are. */
function tellingPath({ vms }: Topology, vm: number): TellingPath | undefined {
  const guest = vms[vm];
  if (guest === undefined || guest.path !== 'sriov') return guest?.path;
  if (guest.function === 'adi') return 'adi';
  return guest.function === 'vdpa-vf' || guest.function === 'vdpa-sf' ? 'vdpa' : 'sriov';
}

/** Who drives a function of the card by the IOMMU; the host's own drivers have identity mapping (`iommu=pt`, as most distributions do). */
const TRANSLATED: ReadonlySet<TellingPath> = new Set([
  'passthrough',
  'sriov',
  'adi',
  'vdpa',
  'vhost-user',
]);

function iommuFor({ iommu }: Topology, path: TellingPath | undefined) {
  if (!iommu) return 'off';
  return path !== undefined && TRANSLATED.has(path) ? 'translates' : 'identity';
}

function depthsOf(m: Messages['facts'], { fact, dropped, suppressed, steering }: FactRow): Depths {
  switch (fact) {
    case 'flow':
      return m.steered[steering === null || steering === 'none' ? 'xps' : steering];
    case 'dropped':
      return m.dropped[dropped ?? 'ring-full'];
    case 'irq-suppressed':
      return m.suppressed[suppressed ?? 'merged'];
    case 'sent':
    case 'delivered':
    case 'kick':
    case 'mailbox':
      return m.told[fact];
  }
}

function factSentence(
  m: Messages['shell']['events'],
  { fact, a, b, c, dropped, suppressed, message }: FactRow,
  placeOf: (place: number) => string,
): string {
  switch (fact) {
    case 'sent':
      return m.sent(formatBytes(a));
    case 'delivered':
      return m.delivered(formatPicos(a * 1e3));
    case 'dropped':
      return m.droppedAt(m.dropped[dropped ?? 'ring-full'], placeOf(b));
    case 'irq-suppressed':
      return m.suppressed[suppressed ?? 'merged'];
    case 'kick':
      return m.noKick;
    case 'flow':
      return m.flow(a, b);
    case 'mailbox':
      return m.mailbox(message ?? '', c);
  }
}
