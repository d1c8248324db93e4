import type { MachineConfig } from '../pci/machine';
import { PROFILES } from '../costs/profiles';
import type { CardRule } from './card-rule';
import { DEFAULT_GROUP, DEFAULT_MIGRATION, DEFAULT_SCENARIO } from './defaults';
import type { Fork } from './fork';
import { parseScenario } from './parse';
import { formatQuantity, SIZE, TIME } from './quantity';
import type { MigrationPlan } from './migration-plan';
import type { Scenario, VmGroup } from './scenario';
import type { ScenarioInput } from './schema';

/** The smallest scenario file that parses back to `scenario`: what is a default is left out. */
export function scenarioToJson(scenario: Scenario): ScenarioInput {
  const { postedInterrupts } = scenario.host;
  const { device, numVfs, vfsPerPf, lspci } = scenario.nic;
  const host = hostToJson(scenario.host);
  const nic = {
    ...differing({ device }, { device: DEFAULT_SCENARIO.nic.device }),
    ...(lspci === null ? {} : { lspci }),
    ...switchToJson(scenario.nic),
    ...(vfsPerPf === null ? {} : { vfsPerPf }),
  };
  const others = {
    ...differing({ seed: scenario.seed }, { seed: DEFAULT_SCENARIO.seed }),
    ...kept('vms', groupsToJson(scenario.vms)),
    ...(scenario.machine === null ? {} : { machine: machineToJson(scenario.machine) }),
    ...kept('costs', scenario.costs),
    ...kept('run', runToJson(scenario.run)),
    ...(scenario.migration === null ? {} : { migration: migrationToJson(scenario.migration) }),
    ...(scenario.fork === null ? {} : { fork: forkToJson(scenario.fork) }),
    ...(scenario.edits.length === 0 ? {} : { edits: scenario.edits.map(editToJson) }),
  };
  // Two defaults follow from other keys; what they come to here, a parse without them tells.
  const trial = parseScenario({ ...others, host, nic });
  const same = trial.ok ? trial.scenario : null;
  const keepPosted = same?.host.postedInterrupts !== postedInterrupts;
  const keepVfs = same?.nic.numVfs !== numVfs;
  return {
    ...others,
    ...kept('host', keepPosted ? { ...host, postedInterrupts } : host),
    ...kept('nic', keepVfs ? { ...nic, numVfs } : nic),
  } as ScenarioInput;
}

/** What is said of the switch in the card; a rule without what it leaves open. */
function switchToJson(nic: Scenario['nic']): Record<string, unknown> {
  const { reflectiveRelay, eswitch, representors, flowOffload, flows, fdb, dropEnable } = nic;
  const plain = { reflectiveRelay, eswitch, representors, flowOffload, dropEnable };
  return {
    ...differing(plain, DEFAULT_SCENARIO.nic),
    ...(fdb.length === 0 ? {} : { fdb }),
    ...(flows.length === 0 ? {} : { flows: flows.map(ruleToJson) }),
  };
}

function ruleToJson({ from, match, action, vlan }: CardRule): Record<string, unknown> {
  return {
    ...(from === null ? {} : { from }),
    ...kept('match', match),
    ...(action === 'drop' ? {} : { action }),
    ...(vlan === null ? {} : { vlan }),
  };
}

function runToJson({ until }: Scenario['run']): Record<string, unknown> {
  return until === DEFAULT_SCENARIO.run.until ? {} : { until: formatQuantity(until, TIME) };
}

function migrationToJson(migration: MigrationPlan): Record<string, unknown> {
  const { at, downtimeLimit, memory, workingSet } = migration;
  const texts: Record<string, string> = {
    at: formatQuantity(at, TIME),
    downtimeLimit: formatQuantity(downtimeLimit, TIME),
    memory: formatQuantity(memory, SIZE),
    workingSet: formatQuantity(workingSet, SIZE),
  };
  const said = differing(migration, DEFAULT_MIGRATION);
  return Object.fromEntries(Object.entries(said).map(([key, value]) => [key, texts[key] ?? value]));
}

function forkToJson({ at, was, edits, earlier }: Fork): Record<string, unknown> {
  return {
    at: formatQuantity(at, TIME),
    was,
    ...(edits === null ? {} : { edits }),
    ...(earlier.length === 0 ? {} : { earlier: earlier.map(forkToJson) }),
  };
}

function editToJson({ at, shell }: Scenario['edits'][number]): Record<string, unknown> {
  return { at: formatQuantity(at, TIME), shell };
}

/** In full: what a machine leaves out is decided where it is read. */
function machineToJson({ memory, devices, ...rest }: MachineConfig): Record<string, unknown> {
  return {
    ...rest,
    memory: formatQuantity(memory, SIZE),
    devices: devices.map(({ model, id, bus, addr, props }) => ({
      model,
      ...(id === null ? {} : { id }),
      ...(bus === null ? {} : { bus }),
      ...(addr === null ? {} : { addr }),
      ...kept('props', props),
    })),
  };
}

function hostToJson({
  mmioWindow,
  mmioWindow32,
  pageSize,
  postedInterrupts: _derived,
  slot: _slot,
  netfilter: _edited,
  firewall,
  ...host
}: Scenario['host']): Record<string, unknown> {
  const { cpuGHz, apicv } = PROFILES[host.profile];
  const usual = { ...DEFAULT_SCENARIO.host, cpuGHz, apicv };
  const sizes = differing({ mmioWindow, mmioWindow32, pageSize }, usual);
  const texts = Object.entries(sizes).map(([key, bytes]) => [
    key,
    formatQuantity(Number(bytes), SIZE),
  ]);
  const rules = firewall.length === 0 ? {} : { firewall };
  return { ...differing(host, usual), ...Object.fromEntries(texts), ...rules };
}

function groupsToJson(vms: readonly VmGroup[]): readonly Record<string, unknown>[] {
  const { count, path, function: own, failover, vfioDriver } = DEFAULT_GROUP;
  const groups = vms.map((vm) => ({
    ...differing(
      { count: vm.count, path: vm.path, function: vm.function },
      { count, path, function: own },
    ),
    ...differing({ failover: vm.failover, vfioDriver: vm.vfioDriver }, { failover, vfioDriver }),
    ...kept('traffic', differing(vm.traffic, DEFAULT_GROUP.traffic)),
    ...kept('tuning', differing(vm.tuning, DEFAULT_GROUP.tuning)),
    ...(vm.attack === null ? {} : { attack: vm.attack }),
  }));
  // A single group without anything of its own is the default list.
  return groups.length === 1 && Object.keys(groups[0] ?? {}).length === 0 ? [] : groups;
}

function differing<T extends object>(
  value: T,
  defaults: { readonly [K in keyof T]?: T[K] },
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value) as (keyof T & string)[]) {
    if (value[key] !== defaults[key]) out[key] = value[key];
  }
  return out;
}

function kept(key: string, value: object): Record<string, unknown> {
  return Object.keys(value).length === 0 ? {} : { [key]: value };
}
