import { guestAddress } from '../engine/hw/addresses';
import type { NetDevice } from '../engine/linux/kernel';
import { formatBdf } from '../engine/pci/routing';
import type { CardRule, RuleMatch } from '../engine/scenario/card-rule';
import { switchPort, type TypedRule } from './card-state';
import type { CommandContext } from './command';

/** A rule of the scenario's, as the tool shows it that would have written it. */
export interface SaidRule extends TypedRule {
  /** As the scenario says it: the card counts its hits under that. */
  readonly said: CardRule;
}

/** Whether it is a PF of the card that the scenario speaks of, and has VFs: elsewhere its rules have no port. */
function isOfCard({ lab }: CommandContext, { rid, vfs }: NetDevice): boolean {
  const pfs = lab?.said?.().pfs ?? [];
  return rid !== null && vfs.length > 0 && pfs.includes(formatBdf(rid, 0));
}

/** `vf1` of a guest at this PF; `drop` and `wire` stay; null where the guest has no VF here. */
function portOf({ lab, fs }: CommandContext, pf: NetDevice, name: string): string | null {
  if (!name.startsWith('vm')) return name;
  const bdf = lab?.guests().find((guest) => guest.name === name)?.bdf ?? null;
  if (bdf === null || pf.parent === null) return null;
  const path = `/sys/bus/pci/devices/${pf.parent.name}`;
  const at = pf.vfs.findIndex((_, vf) => fs.real(`${path}/virtfn${String(vf)}`).endsWith(bdf));
  return at < 0 ? null : `vf${String(at)}`;
}

/** Rules of the scenario at a port, in the names of that port; those of guests without a VF here are none. */
function rulesAt(context: CommandContext, pf: NetDevice): readonly [CardRule, CardRule][] {
  if (!isOfCard(context, pf)) return [];
  return (context.lab?.said?.().flows ?? []).flatMap((said): [CardRule, CardRule][] => {
    const from = said.from === null ? null : portOf(context, pf, said.from);
    const action = portOf(context, pf, said.action);
    if ((said.from !== null && from === null) || action === null) return [];
    return [[said, { ...said, from, action }]];
  });
}

const TC_PROTOCOL = { ipv4: 'ip', ipv6: 'ipv6', arp: 'arp' } as const;

/** What stands at one interface of a card's switch: tc has no rule for all of them at once, so each shows it. */
export function saidFilters(context: CommandContext, dev: string): readonly SaidRule[] {
  const at = switchPort(context.kernel, dev);
  if (at === null) return [];
  return rulesAt(context, at.pf)
    .map(([said, rule], i) => ({ said, rule, order: i + 1 }))
    .filter(({ rule }) => rule.from === null || rule.from === at.port)
    .map(({ said, rule, order }): SaidRule => {
      const { vlan, etherType } = rule.match;
      const protocol =
        vlan !== undefined ? '802.1q' : etherType === undefined ? 'all' : TC_PROTOCOL[etherType];
      return { said, rule, dev, tool: 'tc', order, protocol, skipSw: true };
    });
}

const flowType = ({ protocol }: RuleMatch): string =>
  protocol === 'tcp' || protocol === 'udp' ? `${protocol}4` : 'ip4';

/** Flow Director's: `ethtool -n`. */
export function saidNtuples(context: CommandContext, pf: NetDevice): readonly SaidRule[] {
  return rulesAt(context, pf).map(([said, rule], order): SaidRule => {
    const protocol = flowType(rule.match);
    return { said, rule, dev: pf.name, tool: 'ethtool', order, protocol, skipSw: true };
  });
}

/** Addresses that the first PF takes in for guests behind the bridge. */
export function saidAddresses(context: CommandContext, pf: NetDevice): readonly string[] {
  const said = context.lab?.said?.();
  if (said === undefined || pf.rid === null || said.pfs[0] !== formatBdf(pf.rid, 0)) return [];
  const guests = context.lab?.guests() ?? [];
  return said.fdb.flatMap((name) => {
    const guest = guests.find((each) => each.name === name);
    return guest === undefined || guest.bdf !== null ? [] : [guestAddress(guest.id - 1).mac];
  });
}
