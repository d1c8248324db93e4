import * as v from 'valibot';
import * as allowed from './allowed';
import { ESWITCH_MODES, RULE_ETHER_TYPES, RULE_PROTOCOLS } from './card-rule';
import { about, choice, flag, object, whole } from './schema-parts';

/** Rules of a card at most: the tables of real ones are longer, a learner's are not. */
const MAX_RULES = 64;

const MAC = 'a MAC address such as 52:54:00:00:00:01';
const PREFIX = 'an IPv4 address or prefix such as 192.0.2.0/24';
const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const FROM = 'vm0, vm1, … or wire';
const TO = 'drop, wire, vm0, vm1, …';
const GUEST = 'vm(?:0|[1-9][0-9]?)';

const mac = () => v.pipe(v.string(MAC), v.regex(/^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$/, MAC));
const prefix = () =>
  v.pipe(
    v.string(PREFIX),
    v.regex(new RegExp(`^${OCTET}(?:\\.${OCTET}){3}(?:/(?:3[0-2]|[12]?\\d))?$`), PREFIX),
  );

const match = object({
  srcMac: about(mac(), 'Source address of the frame'),
  dstMac: about(mac(), 'Destination address of the frame'),
  vlan: about(whole(1, 4094), 'VLAN ID of its tag'),
  etherType: about(choice(RULE_ETHER_TYPES), 'What the frame carries'),
  protocol: about(choice(RULE_PROTOCOLS), 'What its IP packet carries'),
  srcIp: about(prefix(), 'Source address or prefix of the packet'),
  dstIp: about(prefix(), 'Destination address or prefix of the packet'),
  srcPort: about(whole(0, 65_535), 'Source port, with protocol tcp or udp'),
  dstPort: about(whole(0, 65_535), 'Destination port, with protocol tcp or udp'),
});

const rule = object({
  from: about(
    v.nullable(v.pipe(v.string(FROM), v.regex(new RegExp(`^(?:${GUEST}|wire)$`), FROM))),
    'Whose frames; only in switchdev mode',
  ),
  match: about(match, 'What is left out may be anything'),
  action: about(
    v.pipe(v.string(TO), v.regex(new RegExp(`^(?:${GUEST}|wire|drop)$`), TO)),
    'drop, or where the frame goes instead',
  ),
  vlan: about(
    v.nullable(whole(0, 4094)),
    'VLAN ID of the tag it gets, 0 = its tag is taken out; only in switchdev mode',
  ),
});

/** Rules in the card. */
const flows = v.pipe(
  v.array(rule, allowed.list(MAX_RULES)),
  v.maxLength(MAX_RULES, allowed.list(MAX_RULES)),
);

/** Guests by name. */
const guests = v.pipe(
  v.array(
    v.pipe(v.string('vm0, vm1, …'), v.regex(new RegExp(`^${GUEST}$`), 'vm0, vm1, …')),
    allowed.list(MAX_RULES),
  ),
  v.maxLength(MAX_RULES, allowed.list(MAX_RULES)),
);

/** What can be said of the switch in the card. */
export const cardSwitch = {
  reflectiveRelay: about(
    flag(),
    'The switch outside sends frames back out of the port they came in at (hairpin)',
  ),
  eswitch: about(
    choice(ESWITCH_MODES),
    'Who decides where the frames of VFs go: the card by its tables, or the host by rules in it',
  ),
  representors: about(
    choice(['bridged', 'alone']),
    'Switchdev mode: the representors of the VFs are ports of the bridge of the host',
  ),
  flowOffload: about(flag(), 'Switchdev mode: what the bridge learns is written into the card'),
  flows: about(flows, 'Rules in the card, the first that matches decides'),
  fdb: about(guests, 'Guests behind the bridge whose address the PF takes in (bridge fdb … self)'),
  dropEnable: about(
    flag(),
    'A full receive ring loses its own frames; off: it holds up all others',
  ),
};
