import type { Issue } from '../../engine/scenario/scenario';
import type { AddressProblem } from '../problem';
import { syntaxPlace, wantedKind } from '../problem';
import { limits } from './limits';

const RULES: Readonly<Record<string, string>> = {
  'needs-iommu':
    'handing a PCIe function to a guest needs the IOMMU, which is off; `host.unsafeDma` does it all the same',
  'posting-needs-apicv': 'posted interrupts need APIC virtualization, which is off',
  'posting-needs-iommu': 'posted interrupts need the IOMMU, which is off',
  'posting-needs-remapping': 'posted interrupts need interrupt remapping, which is off',
  'failover-needs-vf': 'only a VF can be the primary of a failover pair',
  'failover-needs-kernel': 'a program that drives its device itself has no net_failover above it',
  'failover-needs-legacy':
    'in switchdev mode the VF has a representor in the bridge already, with the same address',
  'one-way-to-move':
    'a failover pair gives its VF back before it moves, so nothing of the VF is saved',
  'variant-needs-vf': 'this driver gives VFs away, and nothing else',
  'no-variant-driver': 'there is no driver that saves the state of a VF of this card',
  'tracking-needs-iommu': 'without an IOMMU no table has dirty bits',
  'attack-needs-function': 'only a guest with a PCIe function of its own can program stray DMA',
  'guests-in-all': 'there are at most 64 guests in all groups together',
  'no-such-guest': 'there is no guest of that name',
  'to-itself': 'a guest cannot send to itself',
  'one-side-asks': 'of a request and its response one side starts',
  'pv-eoi-without-apicv':
    'with APICv the end of an interrupt costs no exit anyway; KVM offers PV EOI only without it',
  'needs-ioeventfd':
    'a back end outside the VMM is notified by an ioeventfd; only `virtio` works without',
  'guest-polling-notifies':
    'a program that polls its device notifies nobody, and the other side of this path sleeps; it goes with `vhost-user`, `passthrough` and `sriov`',
  'needs-replay': 'a replay needs the frames of a capture; open a pcap or pcapng file',
  'replay-unused': 'frames of a capture go with traffic of kind replay alone',
  'replay-empty': 'a replay needs at least one frame',
  'no-such-address': 'the list of addresses is shorter',
  'time-goes-back': 'they stand in the order of their times',
  'capture-has-addresses': 'the frames of a capture have addresses and tags of their own',
  'driver-without-switchdev': 'the driver of this card has no switchdev mode',
  'driver-without-filters': 'in legacy mode the driver of this card has no rules for its VFs',
  'only-in-switchdev': 'only in switchdev mode',
  'destination-twice': 'the direction already names the receiver',
  'service-receives':
    'frames for the service come from outside: direction rx, and nobody answers them',
  'tcp-is-cut': 'what is longer than the MTU allows is cut, and only TCP is',
  'echo-is-answered': 'echo requests want a reply: traffic of kind request-response',
  'ipv6-as-it-is':
    'over IPv6 frames go as they are: at least 86 bytes, no longer than the MTU allows',
  'ipv6-no-broadcast': 'IPv6 has no broadcast, and the lab’s group and service are of IPv4',
  'one-answers': 'a request is for one machine, which answers it',
  'polls-set-up-vf': 'a program that polls takes over a VF that was set up before',
  'one-queue': 'this card has one queue each way',
  'moved-one-queue': 'a VF that moves has one queue pair here',
  'queue-pairs-of-vf': 'a VF of this card has no more queue pairs',
  'function-needs-path':
    'slices of a card go with path `sriov`, a scalable function by itself with `bare-metal`',
  'sf-is-no-device':
    'a scalable function is no PCI function, so it cannot be given to a guest by itself: `vdpa-sf` gives the guest a virtio device on it, `bare-metal` a program of the host',
  'needs-scalable-mode':
    'an assignable interface shares its PF’s Routing ID; only an IOMMU in scalable mode tells it by its PASID',
  'absent-sf-firmware': 'the firmware of this card makes no scalable functions',
  'absent-sf-kernel':
    'the ice driver makes scalable functions from Linux 6.12 on; this host runs 6.1',
  'absent-sf-driver': 'the driver of this card makes no scalable functions',
  'absent-no-pasid':
    'this card has no PASID, so its PF’s DMA has one address space; of the lab’s cards the E810 has assignable interfaces',
  'absent-no-vdpa':
    'the queues of this card do not read virtio rings; those of ConnectX-6 Dx and later do',
  'vdpa-checks-addresses':
    'a guest with vDPA writes no descriptors of the card’s own; the card’s memory key refuses an address outside its memory before the IOMMU sees it',
  'sum-of-pfs': 'numVfs is the sum of vfsPerPf',
};

function reason(rule: string | undefined): string {
  if (rule === undefined) return '';
  if (Object.hasOwn(limits.name, rule)) {
    return `; limit: ${limits.name[rule as keyof typeof limits.name]}`;
  }
  return Object.hasOwn(RULES, rule) ? `; ${RULES[rule] ?? ''}` : '';
}

/** One sentence about what was found at `place`. */
function sentence(place: string, { code, found, allowed, rule }: Issue): string {
  const at = place === '' ? 'scenario' : place;
  const choice = `allowed: ${allowed}${reason(rule)}`;
  switch (code) {
    case 'unknown-key':
      return `${at}: no such key; ${choice}`;
    case 'wrong-type': {
      const kind = wantedKind(allowed);
      if (found === 'nothing') return `${at}: missing`;
      if (kind === 'number') return `${at}: ${found} is not a number; ${choice}`;
      if (kind === 'quantity') return `${at}: ${found} has no unit; ${choice}`;
      return `${at}: ${found} is of the wrong type; ${choice}`;
    }
    case 'not-allowed':
      return `${at}: ${found} is not known here; ${choice}`;
    case 'out-of-range':
      return `${at}: ${found} is out of range; ${choice}`;
    case 'bad-quantity':
      return `${at}: ${found} is not a number with a unit; ${choice}`;
    case 'not-json': {
      const { line, column, rest } = syntaxPlace(found);
      return `Not JSON: line ${line}, column ${column}, at ${rest}`;
    }
    case 'too-large':
      return `The scenario has ${found}; allowed: ${allowed}`;
    case 'newer-version':
      return `${at}: the file is of version ${found}, which a newer lab wrote; this one reads versions up to ${allowed}`;
    case 'conflict':
      return `${at}: ${found} does not go with the rest; ${choice}`;
  }
}

export const problems = {
  /** What is wrong at one place of a scenario. */
  issue: (issue: Issue) => sentence(issue.path, issue),
  /** What is wrong with one parameter of the address. */
  address: ({ name, code, found, allowed, issue }: AddressProblem) => {
    const at = name === 's' ? '#s' : name;
    switch (code) {
      case 'unknown':
        return `${at}: no such parameter; allowed: ${allowed}`;
      case 'bad-value':
        return `${at}: “${found}” is not allowed; allowed: ${allowed}`;
      case 'given-twice':
        return `${at}: given twice; “${found}” was left out`;
      case 'refused':
        if (issue === undefined) return `${at}: ${found}; allowed: ${allowed}`;
        return sentence(name === 's' ? issue.path : name, issue);
      case 'not-packed':
        return `${at}: the scenario in this link is damaged or cut short`;
      case 'too-large':
        return `${at}: the scenario in this link is too large`;
      case 'not-json':
      case 'not-an-object':
        return `${at}: what this link holds is not a scenario`;
    }
  },
};
