export const ESWITCH_MODES = ['legacy', 'switchdev'] as const;
export type EswitchMode = (typeof ESWITCH_MODES)[number];

/** What a rule looks at; what is left out may be anything. */
export interface RuleMatch {
  readonly srcMac?: string;
  readonly dstMac?: string;
  /** VLAN ID of its tag. */
  readonly vlan?: number;
  readonly etherType?: (typeof RULE_ETHER_TYPES)[number];
  readonly protocol?: (typeof RULE_PROTOCOLS)[number];
  /** With a prefix length or without: `192.0.2.0/24`. */
  readonly srcIp?: string;
  readonly dstIp?: string;
  readonly srcPort?: number;
  readonly dstPort?: number;
}
export const RULE_ETHER_TYPES = ['ipv4', 'ipv6', 'arp'] as const;
export const RULE_PROTOCOLS = ['tcp', 'udp', 'icmp'] as const;

/** A rule in the card: Flow Director's where the host does not decide, tc flower's in switchdev mode. */
export interface CardRule {
  /** Whose frames: `vm0`, what its VF sends; `wire`, what comes in there; null = all. Only in switchdev mode. */
  readonly from: string | null;
  readonly match: RuleMatch;
  /** `drop`, or where it goes instead: `vm0`, `wire`. */
  readonly action: string;
  /** Tag it gets: a VLAN ID, 0 = its own is taken out; null = as it is. Only in switchdev mode. */
  readonly vlan: number | null;
}

/** What a scenario says of the switch in the card. */
export interface CardSwitch {
  /** The switch outside sends a frame back out of the port it came in at (reflective relay, hairpin). */
  readonly reflectiveRelay: boolean;
  /** Who decides where a VF's frames go: the card by its own tables, or the host, which writes rules into the card. */
  readonly eswitch: EswitchMode;
  /** In switchdev mode: each VF's representor is a port of the host's bridge. */
  readonly representors: 'bridged' | 'alone';
  /** In switchdev mode: what the bridge learns is written into the card. */
  readonly flowOffload: boolean;
  /** Rules in the card, the first that matches decides. */
  readonly flows: readonly CardRule[];
  /** Guests whose address the PF takes in for them: they sit behind the host's bridge (`bridge fdb add … self`). */
  readonly fdb: readonly string[];
  /** A function whose receive ring is full loses its frames; off, they wait, and with them all behind them in the port's FIFO. */
  readonly dropEnable: boolean;
}

/** A rule in one line: `vm0 protocol udp dstPort 53 → drop`. */
export function ruleText({ from, match, action, vlan }: CardRule): string {
  const said = Object.entries(match).map(([key, value]) => `${key} ${String(value)}`);
  const tag = vlan === null ? [] : [vlan === 0 ? 'pop' : `push ${String(vlan)}`];
  const does = [...tag, action].join(', ');
  return [...(from === null ? [] : [from]), ...said, '→', does].join(' ');
}
