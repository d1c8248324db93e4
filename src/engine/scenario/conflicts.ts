import { deviceById } from '../pci/devices';
import * as allowed from './allowed';
import { ACTS_ON } from './effects';
import { isVdpa } from './function-kinds';
import { checkFunction } from './function-rules';
import { checkPair, checkTracking } from './moving-rules';
import type { Issue, Replay, Scenario, Traffic, VmGroup } from './scenario';
import { PATH_IDS } from './scenario';
import { MAX_VMS } from './schema';
import { MAX_QUEUES } from './schema-tuning';

/** Rules that span several keys of the guests. The rule's name goes into `Issue.rule`. */
export function checkGuests(scenario: Scenario): Issue[] {
  const issues: Issue[] = [];
  let first = 0;
  const total = scenario.vms.reduce((sum, vm) => sum + vm.count, 0);
  scenario.vms.forEach((vm, index) => {
    const at = `vms.${String(index)}`;
    const end = first + vm.count;
    if (end > MAX_VMS && first <= MAX_VMS) {
      issues.push({
        path: `${at}.count`,
        code: 'conflict',
        found: String(vm.count),
        allowed: allowed.upTo(String(Math.max(0, MAX_VMS - first))),
        rule: 'guests-in-all',
      });
    }
    if (!scenario.host.iommu && !scenario.host.unsafeDma && needsIommu(vm)) {
      issues.push({
        path: `${at}.path`,
        code: 'conflict',
        found: allowed.shown(vm.path),
        allowed: allowed.oneOf(PATH_IDS.filter((path) => !NEED_IOMMU.includes(path))),
        rule: 'needs-iommu',
      });
    }
    if (vm.attack !== null && !NEED_IOMMU.includes(vm.path)) {
      issues.push({
        path: `${at}.path`,
        code: 'conflict',
        found: allowed.shown(vm.path),
        allowed: allowed.oneOf(NEED_IOMMU),
        rule: 'attack-needs-function',
      });
    }
    issues.push(...checkPair(vm, at, scenario));
    issues.push(...checkFunction(vm, at, scenario));
    issues.push(...checkTuning(vm, `${at}.tuning`, scenario.host.apicv));
    issues.push(...checkQueues(vm, `${at}.tuning.queues`, scenario));
    issues.push(...checkTraffic(vm, `${at}.traffic`, first, total));
    first = end;
  });
  issues.push(...checkTracking(scenario));
  const guest = scenario.migration?.guest;
  if (guest !== undefined && Number(guest.slice('vm'.length)) >= total) {
    issues.push({
      path: 'migration.guest',
      code: 'conflict',
      found: allowed.shown(guest),
      allowed: allowed.range('vm0', `vm${String(total - 1)}`),
      rule: 'no-such-guest',
    });
  }
  return issues;
}

const NEED_IOMMU: readonly string[] = ['passthrough', 'sriov'];

/** A vDPA device of the lab's cards translates by itself, as `mlx5_vdpa` has it do (`set_map`). */
function needsIommu(vm: VmGroup): boolean {
  return NEED_IOMMU.includes(vm.path) && !isVdpa(vm.function);
}

/** Paths whose other side polls too, or is a card: nobody sleeps there. */
const NOBODY_TO_NOTIFY: readonly string[] = ACTS_ON.guestPolling;

/** What cannot be set beside something else, said where it was set. */
function checkTuning({ path, tuning }: VmGroup, at: string, apicv: boolean): Issue[] {
  const off = (key: string, found: boolean, text: string, rule: string): Issue => ({
    path: `${at}.${key}`,
    code: 'conflict',
    found: String(found),
    allowed: text,
    rule,
  });
  const inKernel = path === 'vhost-net' || path === 'vhost-user';
  return [
    ...(tuning.pvEoi && apicv ? [off('pvEoi', true, 'false', 'pv-eoi-without-apicv')] : []),
    ...(tuning.guestPolling && tuning.vfReset
      ? [off('vfReset', true, 'false', 'polls-set-up-vf')]
      : []),
    ...(tuning.guestPolling && !NOBODY_TO_NOTIFY.includes(path)
      ? [off('guestPolling', true, 'false', 'guest-polling-notifies')]
      : []),
    ...(!tuning.ioeventfd && inKernel ? [off('ioeventfd', false, 'true', 'needs-ioeventfd')] : []),
  ];
}

/** Cards that QEMU models with one queue each way. */
const ONE_QUEUE: readonly string[] = PATH_IDS.filter((path) => !ACTS_ON.queues.includes(path));

/** A guest gets the queue pairs that its device has. The card of a machine or dump is not known here: its driver takes what is there. */
function checkQueues(vm: VmGroup, path: string, { nic, machine }: Scenario): Issue[] {
  const { queues } = vm.tuning;
  const refuse = (most: number, rule: string): Issue[] =>
    queues <= most
      ? []
      : [
          {
            path,
            code: 'conflict',
            found: String(queues),
            allowed: most === 1 ? '1' : allowed.whole(1, most),
            rule,
          },
        ];
  if (ONE_QUEUE.includes(vm.path)) return refuse(1, 'one-queue');
  if (vm.failover || vm.vfioDriver !== 'vfio-pci') return refuse(1, 'moved-one-queue');
  if (vm.path !== 'sriov' || machine !== null || nic.lspci !== null) return [];
  return refuse(deviceById(nic.device)?.queuesPerVf ?? MAX_QUEUES, 'queue-pairs-of-vf');
}

function checkTraffic(vm: VmGroup, at: string, first: number, total: number): Issue[] {
  const issues: Issue[] = [];
  const { kind, direction, replay } = vm.traffic;
  if (typeof direction === 'object') {
    const peer = Number(direction.to.slice('vm'.length));
    if (peer >= total) {
      issues.push({
        path: `${at}.direction.to`,
        code: 'conflict',
        found: allowed.shown(direction.to),
        allowed: allowed.range('vm0', `vm${String(total - 1)}`),
        rule: 'no-such-guest',
      });
    } else if (vm.count === 1 && peer === first) {
      issues.push({
        path: `${at}.direction.to`,
        code: 'conflict',
        found: allowed.shown(direction.to),
        allowed: 'another guest',
        rule: 'to-itself',
      });
    }
  }
  if (kind === 'request-response' && direction === 'both') {
    issues.push({
      path: `${at}.direction`,
      code: 'conflict',
      found: allowed.shown(direction),
      allowed: allowed.oneOf(['tx', 'rx', '{"to": "vm1"}']),
      rule: 'one-side-asks',
    });
  }
  issues.push(...checkAddresses(vm.traffic, at), ...checkProtocol(vm, at));
  if (kind === 'replay' && replay === null) {
    issues.push({
      path: `${at}.kind`,
      code: 'conflict',
      found: allowed.shown(kind),
      allowed: 'with traffic.replay',
      rule: 'needs-replay',
    });
  }
  if (kind !== 'replay' && replay !== null) {
    issues.push({
      path: `${at}.replay`,
      code: 'conflict',
      found: allowed.shown(replay),
      allowed: 'with "kind": "replay"',
      rule: 'replay-unused',
    });
  }
  if (replay !== null) issues.push(...checkReplay(replay, `${at}.replay`));
  return issues;
}

/** Who a frame is for and from is said in one place. */
function checkAddresses(traffic: Traffic, at: string): Issue[] {
  const { kind, direction, destination } = traffic;
  const usual = { destination: 'peer', source: 'own', vlan: 0 } as const;
  const keys = Object.keys(usual) as (keyof typeof usual)[];
  const only = (key: keyof typeof usual, rule: string): Issue => ({
    path: `${at}.${key}`,
    code: 'conflict',
    found: allowed.shown(traffic[key]),
    allowed: allowed.shown(usual[key]),
    rule,
  });
  if (kind === 'replay') {
    const said = keys.filter((key) => traffic[key] !== usual[key]);
    return said.map((key) => only(key, 'capture-has-addresses'));
  }
  if (destination === 'peer') return [];
  if (typeof direction === 'object') return [only('destination', 'destination-twice')];
  if (destination === 'service' && direction !== 'rx') {
    return [only('destination', 'service-receives')];
  }
  return kind === 'request-response' ? [only('destination', 'one-answers')] : [];
}

/** Ethernet's header, which the MTU leaves out. */
const ETHERNET = 14;
/** Longest headers of a frame over IPv6: TCP with time stamps. */
const IPV6_LEAST = 86;

/** What a frame carries has to fit its kind, and be what is cut where something is. */
function checkProtocol({ traffic, tuning }: VmGroup, at: string): Issue[] {
  const { kind, protocol, ipVersion, packetBytes, destination } = traffic;
  const only = (key: 'protocol' | 'ipVersion', what: string | number, rule: string): Issue => ({
    path: `${at}.${key}`,
    code: 'conflict',
    found: allowed.shown(traffic[key]),
    allowed: allowed.shown(what),
    rule,
  });
  const issues: Issue[] = [];
  if (kind === 'replay') {
    if (protocol !== 'usual') issues.push(only('protocol', 'usual', 'capture-has-addresses'));
    if (ipVersion !== 4) issues.push(only('ipVersion', 4, 'capture-has-addresses'));
    return issues;
  }
  const isCut = kind === 'bulk' || packetBytes > tuning.mtu + ETHERNET;
  if (isCut && (protocol === 'udp' || protocol === 'icmp'))
    issues.push(only('protocol', 'tcp', 'tcp-is-cut'));
  else if (protocol === 'icmp' && kind !== 'request-response')
    issues.push(only('protocol', 'usual', 'echo-is-answered'));
  if (ipVersion === 6 && (isCut || packetBytes < IPV6_LEAST))
    issues.push(only('ipVersion', 4, 'ipv6-as-it-is'));
  if (ipVersion === 6 && destination !== 'peer' && destination !== 'unknown')
    issues.push(only('ipVersion', 4, 'ipv6-no-broadcast'));
  return issues;
}

/** The first fault only: a capture that is wrong in one place is usually wrong in thousands. */
function checkReplay(replay: Replay, at: string): Issue[] {
  const { frames, macs, guest } = replay;
  const bad = (path: string, found: unknown, text: string, rule: string): Issue[] => [
    { path: `${at}.${path}`, code: 'conflict', found: allowed.shown(found), allowed: text, rule },
  ];
  if (frames.length === 0) return bad('frames', frames, 'a list of at least 1', 'replay-empty');
  const index = allowed.whole(0, macs.length - 1);
  if (guest >= macs.length) return bad('guest', guest, index, 'no-such-address');
  let last = 0;
  for (const [i, frame] of frames.entries()) {
    const path = `frames.${String(i)}`;
    if (frame.at < last) {
      return bad(`${path}.at`, frame.at, `at least ${String(last)}`, 'time-goes-back');
    }
    if (frame.src >= macs.length) return bad(`${path}.src`, frame.src, index, 'no-such-address');
    if (frame.dst >= macs.length) return bad(`${path}.dst`, frame.dst, index, 'no-such-address');
    last = frame.at;
  }
  return [];
}
