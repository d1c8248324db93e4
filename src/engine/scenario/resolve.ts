import { PROFILES } from '../costs/profiles';
import { deviceById, DEVICES } from '../pci/devices';
import { vfLimits, type VfLimits } from '../pci/limits';
import * as allowed from './allowed';
import { checkGuests } from './conflicts';
import { takesVf } from './function-kinds';
import { DEFAULT_GROUP, DEFAULT_MIGRATION, DEFAULT_SCENARIO } from './defaults';
import { checkFirewall } from './firewall';
import { resolveFork } from './fork-input';
import { resolveMachine } from './machine';
import type { CardSwitch } from './card-rule';
import { checkCardSwitch, resolveSwitch } from './card-switch';
import { formatQuantity, parseQuantity, SIZE, TIME } from './quantity';
import type { Attack, HostConfig, HostEdit, Issue, Scenario, Traffic, VmGroup } from './scenario';
import type { ScenarioInput } from './schema';

type HostInput = NonNullable<ScenarioInput['host']>;
type GroupInput = NonNullable<ScenarioInput['vms']>[number];
type TrafficInput = NonNullable<GroupInput['traffic']>;

export type Resolved =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Fills in the defaults of an input whose shape is right, then checks what spans several keys. */
export function resolveScenario(input: ScenarioInput, most: number): Resolved {
  const issues: Issue[] = [];
  const host = resolveHost(input.host ?? {}, issues);
  const vms = resolveGroups(input.vms ?? []);
  const machine = resolveMachine(input.machine, issues);
  const hasEdits = (input.edits ?? []).length > 0;
  const own = machine !== null;
  const nic = {
    ...resolveNic(input.nic ?? {}, host, vms, { hasEdits, own }, issues),
    ...resolveSwitch(input.nic ?? {}),
  };
  const scenario: Scenario = {
    version: 1,
    seed: plain(input.seed ?? DEFAULT_SCENARIO.seed),
    host,
    nic,
    machine,
    vms,
    costs: input.costs ?? {},
    run: { until: quantity(input.run?.until, TIME, DEFAULT_SCENARIO.run.until) },
    migration: resolveMigration(input.migration ?? null),
    fork: resolveFork(input.fork ?? null),
    edits: resolveEdits(input.edits ?? [], issues),
  };
  issues.push(...checkGuests(scenario), ...checkCardSwitch(scenario));
  return issues.length === 0
    ? { ok: true, scenario }
    : { ok: false, issues: issues.slice(0, most) };
}

function resolveHost(input: HostInput, issues: Issue[]): HostConfig {
  const defaults = DEFAULT_SCENARIO.host;
  const iommu = input.iommu ?? defaults.iommu;
  const profile = input.profile ?? defaults.profile;
  const apicv = input.apicv ?? PROFILES[profile].apicv;
  // Posted interrupts are remapped by the IOMMU into a virtual APIC page: without either there are none.
  const interruptRemapping = input.interruptRemapping ?? defaults.interruptRemapping;
  const canPost = iommu && interruptRemapping && apicv;
  if (input.postedInterrupts === true && !canPost) {
    issues.push({
      path: 'host.postedInterrupts',
      code: 'conflict',
      found: 'true',
      allowed: 'false',
      rule: !apicv
        ? 'posting-needs-apicv'
        : iommu
          ? 'posting-needs-remapping'
          : 'posting-needs-iommu',
    });
  }
  return {
    profile,
    cores: input.cores ?? defaults.cores,
    vcpusPerCore: input.vcpusPerCore ?? defaults.vcpusPerCore,
    cpuGHz: input.cpuGHz ?? PROFILES[profile].cpuGHz,
    iommu,
    scalableMode: input.scalableMode ?? defaults.scalableMode,
    interruptRemapping,
    unsafeDma: input.unsafeDma ?? defaults.unsafeDma,
    postedInterrupts: input.postedInterrupts ?? (defaults.postedInterrupts && canPost),
    apicv,
    ari: input.ari ?? defaults.ari,
    busesPerRootPort: input.busesPerRootPort ?? defaults.busesPerRootPort,
    mmioWindow: quantity(input.mmioWindow, SIZE, defaults.mmioWindow),
    ...(input.mmioWindow32 !== undefined && {
      mmioWindow32: quantity(input.mmioWindow32, SIZE, 0),
    }),
    pageSize: quantity(input.pageSize, SIZE, defaults.pageSize),
    firewall: checkFirewall(input.firewall ?? defaults.firewall, issues),
    bridgeNfCallIptables: input.bridgeNfCallIptables ?? defaults.bridgeNfCallIptables,
  };
}

type Card = Omit<Scenario['nic'], keyof CardSwitch>;

/**
 * NumVFs left out means four, or one for each guest that needs one, as far as the card goes; so a link
 * that only says "eight SR-IOV guests", or only names a smaller card, still describes a run. Fewer VFs
 * than guests is no mistake: the guests that come last have no network device, and the run shows it.
 */
function resolveNic(
  input: NonNullable<ScenarioInput['nic']>,
  host: HostConfig,
  vms: readonly VmGroup[],
  { hasEdits, own }: { readonly hasEdits: boolean; readonly own: boolean },
  issues: Issue[],
): Card {
  const device = input.device ?? DEFAULT_SCENARIO.nic.device;
  const asked = input.numVfs;
  const lspci = input.lspci ?? null;
  const profile = deviceById(device);
  if (profile === undefined) {
    issues.push({
      path: 'nic.device',
      code: 'not-allowed',
      found: allowed.shown(device),
      allowed: allowed.oneOf(DEVICES.map((each) => each.id)),
    });
    return { device, numVfs: asked ?? 0, byEdits: false, vfsPerPf: null, lspci };
  }
  // The card of a machine or a dump is not known here: its driver says what it takes.
  if (own || lspci !== null) {
    const vfsPerPf = input.vfsPerPf ?? null;
    const sum = vfsPerPf?.reduce((all, n) => all + n, 0);
    const byEdits = asked === undefined && vfsPerPf === null;
    return { device, numVfs: asked ?? sum ?? 0, byEdits, vfsPerPf, lspci };
  }
  const { max, maxPerPf, binding } = vfLimits(profile, host);
  if (input.vfsPerPf !== undefined) {
    return resolvePerPf(input.vfsPerPf, asked, { device, lspci, max, maxPerPf, binding }, issues);
  }
  if (hasEdits && asked === undefined) {
    return { device, numVfs: 0, byEdits: true, vfsPerPf: null, lspci };
  }
  const needed = vms.reduce(
    (sum, vm) => sum + (vm.path === 'sriov' && takesVf(vm.function) ? vm.count : 0),
    0,
  );
  const numVfs = plain(asked ?? Math.min(max, Math.max(needed, DEFAULT_SCENARIO.nic.numVfs)));
  if (numVfs > max) {
    issues.push({
      path: 'nic.numVfs',
      code: 'out-of-range',
      found: String(numVfs),
      allowed: allowed.whole(0, max),
      rule: binding,
    });
  }
  return { device, numVfs, byEdits: false, vfsPerPf: null, lspci };
}

/** NumVFs said for each PF, as sysfs counts them; PFs that are not named have none. */
function resolvePerPf(
  given: readonly number[],
  asked: number | undefined,
  card: Pick<Scenario['nic'], 'device' | 'lspci'> & Pick<VfLimits, 'max' | 'maxPerPf' | 'binding'>,
  issues: Issue[],
): Card {
  const { device, lspci, max, maxPerPf, binding } = card;
  const vfsPerPf = maxPerPf.map((_, pf) => plain(given[pf] ?? 0));
  const numVfs = vfsPerPf.reduce((sum, n) => sum + n, 0);
  const refuse = (path: string, found: number, most: number, rule: string) =>
    issues.push({
      path,
      code: 'out-of-range',
      found: String(found),
      allowed: allowed.whole(0, most),
      rule,
    });
  if (given.length > maxPerPf.length) {
    issues.push({
      path: 'nic.vfsPerPf',
      code: 'out-of-range',
      found: allowed.shown(given),
      allowed: allowed.list(maxPerPf.length),
    });
  }
  for (const [pf, most] of maxPerPf.entries()) {
    const here = vfsPerPf[pf] ?? 0;
    if (here > most) refuse(`nic.vfsPerPf.${String(pf)}`, here, most, binding);
  }
  if (numVfs > max) refuse('nic.vfsPerPf', numVfs, max, binding);
  if (asked !== undefined && asked !== numVfs) {
    issues.push({
      path: 'nic.numVfs',
      code: 'conflict',
      found: String(asked),
      allowed: String(numVfs),
      rule: 'sum-of-pfs',
    });
  }
  return { device, numVfs, byEdits: false, vfsPerPf, lspci };
}

function resolveMigration(input: ScenarioInput['migration']): Scenario['migration'] {
  if (input === null || input === undefined) return null;
  const usual = DEFAULT_MIGRATION;
  return {
    ...usual,
    ...input,
    gbps: plain(input.gbps ?? usual.gbps),
    dirtyPagesPerSecond: plain(input.dirtyPagesPerSecond ?? usual.dirtyPagesPerSecond),
    at: quantity(input.at, TIME, usual.at),
    memory: quantity(input.memory, SIZE, usual.memory),
    workingSet: quantity(input.workingSet, SIZE, usual.workingSet),
    downtimeLimit: quantity(input.downtimeLimit, TIME, usual.downtimeLimit),
  };
}

/** In order of time: what comes first on the host has to stand first. */
function resolveEdits(
  inputs: NonNullable<ScenarioInput['edits']>,
  issues: Issue[],
): readonly HostEdit[] {
  let last = 0;
  return inputs.map((input, index) => {
    const at = quantity(input.at, TIME, last);
    if (at < last) {
      issues.push({
        path: `edits.${String(index)}.at`,
        code: 'conflict',
        found: allowed.shown(input.at),
        allowed: `at least ${formatQuantity(last, TIME)}`,
        rule: 'time-goes-back',
      });
    }
    last = Math.max(last, at);
    return { at, shell: input.shell ?? '' };
  });
}

/** Lists merge by index, so an empty one changes nothing; further groups start as the first default. */
function resolveGroups(inputs: readonly GroupInput[]): VmGroup[] {
  const length = Math.max(inputs.length, DEFAULT_SCENARIO.vms.length);
  return Array.from({ length }, (_, index) => {
    const base = DEFAULT_SCENARIO.vms[index] ?? DEFAULT_GROUP;
    const input = inputs[index] ?? {};
    return {
      count: input.count ?? base.count,
      path: input.path ?? base.path,
      function: input.function ?? base.function,
      failover: input.failover ?? base.failover,
      vfioDriver: input.vfioDriver ?? base.vfioDriver,
      traffic: resolveTraffic(base.traffic, input.traffic ?? {}),
      attack: resolveAttack(base.attack, input.attack),
      tuning: {
        ...base.tuning,
        ...input.tuning,
        interruptThrottleUs: plain(
          input.tuning?.interruptThrottleUs ?? base.tuning.interruptThrottleUs,
        ),
        busyPollUs: plain(input.tuning?.busyPollUs ?? base.tuning.busyPollUs),
      },
    };
  });
}

function resolveAttack(base: Attack | null, input: GroupInput['attack']): Attack | null {
  if (input === undefined) return base;
  return input === null ? null : { kind: 'dma-read', every: 10, target: 'neighbour', ...input };
}

function resolveTraffic(base: Traffic, input: TrafficInput): Traffic {
  const { direction, replay, ...rest } = input;
  return {
    ...base,
    ...rest,
    direction: (direction as Traffic['direction'] | undefined) ?? base.direction,
    replay: (replay as Traffic['replay'] | undefined) ?? base.replay,
    vlan: plain(input.vlan ?? base.vlan),
  };
}

function quantity(
  input: string | number | undefined,
  dimension: Parameters<typeof parseQuantity>[1],
  fallback: number,
): number {
  if (input === undefined) return fallback;
  return typeof input === 'number' ? input : (parseQuantity(input, dimension) ?? fallback);
}

/** Without the sign of zero, which JSON does not keep. */
function plain(value: number): number {
  return value + 0;
}
