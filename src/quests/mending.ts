import type { DropCause } from '../engine/costs/facts';
import type { FaultKind } from './quest';
import { PF_ADDRESS, PF_NAME } from './recipe';
import { changes, type Change } from './settings';
import type { World } from './world';

/** What puts a host in order again. */
export interface Mending {
  /** Settings as they are, and as they have to be. */
  readonly changes: readonly Change[];
  /** What of it can be typed on the host. */
  readonly lines: readonly string[];
}

/** Keywords of `ip link set … vf N …` by the setting they change. */
const KEYWORDS: Readonly<Record<string, (value: string) => string>> = {
  vlan: (value) => `vlan ${value}`,
  trust: (value) => `trust ${value === 'true' ? 'on' : 'off'}`,
  maxTxRate: (value) => `max_tx_rate ${value}`,
  linkState: (value) => `state ${value}`,
};

/** The way back from the faulty host to the one in order. */
export function mendingOf(faulty: World, healthy: World): Mending {
  // A VF that is not there yet comes as its driver leaves it.
  const back = changes(faulty, healthy).filter(({ before }) => before !== '');
  return { changes: back, lines: back.flatMap(lineOf) };
}

function lineOf({ path, now }: Change): readonly string[] {
  const [, vf, key = ''] = /^nic\.switches\.0\.vfs\.(\d+)\.(\w+)$/u.exec(path) ?? [];
  const keyword = KEYWORDS[key];
  if (vf !== undefined && keyword !== undefined) {
    return [`ip link set ${PF_NAME} vf ${vf} ${keyword(now)}`];
  }
  if (path === 'nic.switches.0.mode') return [`bridge link set dev ${PF_NAME} hwmode ${now}`];
  if (path !== 'nic.numVfs') return [];
  const file = `/sys/bus/pci/devices/${PF_ADDRESS}/sriov_numvfs`;
  return [`echo 0 > ${file}`, `echo ${now} > ${file}`];
}

/** Where to look: what to type on the host, and which view of the page counts it. */
export interface Evidence {
  readonly commands: readonly string[];
  readonly view: 'terminal' | 'metrics';
  /** Why frames are lost by it; null where none are. */
  readonly drop: DropCause | null;
}

const policies = (drop: DropCause | null): Evidence => ({
  commands: [`ip link show ${PF_NAME}`],
  view: 'terminal',
  drop,
});
const counted = (drop: DropCause): Evidence => ({ commands: [], view: 'metrics', drop });

/** What of the lab's own tools shows each kind of fault. */
export const EVIDENCE: Readonly<Record<FaultKind, Evidence>> = {
  'wrong-vlan': policies('vlan'),
  'trust-off': policies('no-receiver'),
  'spoofed-mac': counted('spoof-check'),
  'iommu-off': {
    commands: ['ls /sys/class/iommu', 'dmesg | grep DMAR'],
    view: 'terminal',
    drop: 'overwritten',
  },
  'full-ring': counted('ring-full'),
  'irq-cpu': {
    commands: ['cat /proc/interrupts', 'perf kvm stat report'],
    view: 'metrics',
    drop: null,
  },
  'few-buses': { commands: ['dmesg | tail', 'lspci -tv'], view: 'terminal', drop: null },
  mtu: counted('mtu'),
  'rate-limit': policies(null),
  'link-off': policies('link-down'),
  'few-vfs': {
    commands: [`cat /sys/bus/pci/devices/${PF_ADDRESS}/sriov_numvfs`, 'lspci'],
    view: 'terminal',
    drop: null,
  },
  'no-apicv': { commands: ['perf kvm stat report'], view: 'metrics', drop: null },
  vepa: { commands: ['bridge link show'], view: 'terminal', drop: 'no-hairpin' },
  'no-ioeventfd': { commands: ['perf kvm stat report'], view: 'metrics', drop: null },
};
