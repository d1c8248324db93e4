import { tciOf } from './packets';
import type { Pool } from './nic-pool';

/** Messages of a VF to its PF, with the numbers of ixgbe's mbx.h (io-paths.md 2.7.5). */
export const MAILBOX_MESSAGES = {
  reset: 0x01,
  'set-mac': 0x02,
  'set-multicast': 0x03,
  'set-vlan': 0x04,
  promiscuous: 0x0c,
} as const;
export type MailboxMessage = keyof typeof MAILBOX_MESSAGES;

/** As the drivers' sources spell it: `VF_SET_MAC`. */
export function messageName(number: number): string {
  const found = Object.entries(MAILBOX_MESSAGES).find(([, of]) => of === number)?.[0] ?? '';
  const spelt = found === 'promiscuous' ? 'update-xcast-mode' : found;
  return `VF_${spelt.replaceAll('-', '_').toUpperCase()}`;
}

/** What an administrator has set for a VF, as the PF's driver looks at it. */
interface Policy {
  readonly mac: string | null;
  readonly vlan: number;
  readonly qos: number;
  readonly spoofCheck: boolean;
  readonly trust: boolean;
  readonly linkState: 'auto' | 'enable' | 'disable';
}

/** Why the PF's driver said no. */
export type Refusal = 'no-address' | 'mac' | 'vlan' | 'promiscuous';

/** What the PF's driver knows of the VF that asks. */
export interface Asker {
  readonly policy: Policy;
  /** The card can give one VF all unicast frames (82599 and older cannot). */
  readonly canBePromiscuous: boolean;
  /** VLAN that the VF asks for. */
  readonly vid: number;
}

/** What the PF's driver writes into the card at once, whatever the VF's driver does (ixgbe_ndo_set_vf_vlan and its like). */
export function setUp(pool: Pool, { vlan, qos, spoofCheck, linkState }: Policy): void {
  pool.portVlan = vlan === 0 ? 0 : tciOf(vlan, qos);
  pool.spoofCheck = spoofCheck;
  pool.enabled = linkState !== 'disable';
}

/**
 * What the PF's driver does with a message (ixgbe_rcv_msg_from_vf): null = ACK and the pool is changed, else NACK. A
 * reset is answered with ACK only where an administrator has set an address; the VF draws one of its own otherwise.
 * `valid` of the pool, its address, is the caller's to write.
 */
export function answer(pool: Pool, message: MailboxMessage, asker: Asker): Refusal | null {
  const { policy, canBePromiscuous, vid } = asker;
  switch (message) {
    case 'reset':
      setUp(pool, policy);
      pool.vlans = [];
      pool.broadcast = true;
      pool.groups = false;
      pool.unmatched = false;
      return policy.mac === null ? 'no-address' : null;
    case 'set-mac':
      return policy.mac !== null && !policy.trust ? 'mac' : null;
    case 'set-multicast':
      pool.groups = true;
      return null;
    case 'set-vlan':
      if (policy.vlan !== 0) return 'vlan';
      pool.vlans = [...(pool.vlans ?? []), vid];
      return null;
    case 'promiscuous':
      if (!policy.trust || !canBePromiscuous) return 'promiscuous';
      pool.unmatched = true;
      pool.groups = true;
      return null;
  }
}

/** What a VF's driver asks for, in the order in which it does when its interface comes up. */
export interface Wishes {
  readonly ownAddress: boolean;
  readonly multicast: boolean;
  readonly vlan: boolean;
  readonly promiscuous: boolean;
}

/** Messages after the reset; without an address of the PF's the VF says which one it drew. */
export function requests(wishes: Wishes, hasAddress: boolean): readonly MailboxMessage[] {
  return [
    ...(!hasAddress || wishes.ownAddress ? ['set-mac' as const] : []),
    ...(wishes.multicast ? ['set-multicast' as const] : []),
    ...(wishes.vlan ? ['set-vlan' as const] : []),
    ...(wishes.promiscuous ? ['promiscuous' as const] : []),
  ];
}
