import * as v from 'valibot';
import * as allowed from './allowed';
import { DESTINATIONS, IP_VERSIONS, PROTOCOLS, SOURCES, TRAFFIC_KINDS } from './scenario';
import { about, choice, number, object, whole } from './schema-parts';
import { MAX_FRAME_BYTES, MIN_FRAME_BYTES, replay } from './schema-replay';

/** Flows of a guest’s traffic. */
const MAX_FLOWS = 64;

const DIRECTIONS = ['tx', 'rx', 'both'] as const;
const DIRECTION_TEXT = allowed.oneOf([...DIRECTIONS, '{"to": "vm1"}']);
export const VM_NAME = /^vm(?:0|[1-9][0-9]?)$/;

/** What a group of guests sends and receives. */
export const traffic = object({
  kind: about(choice(TRAFFIC_KINDS), 'Pattern of the packets'),
  direction: about(
    v.union(
      [
        v.picklist(DIRECTIONS),
        v.strictObject({
          to: about(
            v.pipe(v.string('vm0, vm1, …'), v.regex(VM_NAME, 'vm0, vm1, …')),
            'The guest that receives',
          ),
        }),
      ],
      DIRECTION_TEXT,
    ),
    'To the wire, from it, both, or to another guest of the host',
  ),
  packetBytes: about(whole(MIN_FRAME_BYTES, MAX_FRAME_BYTES), 'Ethernet frame without FCS'),
  pps: about(number(1, 20_000_000), 'Mean rate of one guest; cbr and poisson'),
  packets: about(whole(1, 100_000), 'Number of packets of a burst'),
  batch: about(whole(1, 256), 'Packets that the driver announces with one doorbell'),
  flows: about(
    whole(1, MAX_FLOWS),
    'Flows that share the traffic, each with a thread; one flow stays on one queue',
  ),
  replay: about(v.nullable(replay), 'Frames of a capture; only with kind replay'),
  destination: about(
    choice(DESTINATIONS),
    'Who the frames are for; peer: the one that direction names',
  ),
  source: about(
    choice(SOURCES),
    'Source address of what the guest sends: its own, one it changed to, or one of nobody',
  ),
  vlan: about(
    whole(0, 4094),
    'VLAN ID of the tag of the frames as they leave their sender; 0 = none',
  ),
  protocol: about(
    choice(PROTOCOLS),
    'What the IP packets carry; usual: TCP for requests, bulk and what must be cut, else UDP',
  ),
  ipVersion: about(v.picklist(IP_VERSIONS, allowed.oneOf(IP_VERSIONS.map(String))), 'IPv4 or IPv6'),
});
