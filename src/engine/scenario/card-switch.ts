import { deviceById } from '../pci/devices';
import { FILTER_DRIVERS, SWITCHDEV_DRIVERS } from '../pci/switch-abilities';
import * as allowed from './allowed';
import { DEFAULT_SCENARIO } from './defaults';
import type { CardSwitch } from './card-rule';
import type { Issue, Scenario } from './scenario';
import type { ScenarioInput } from './schema';

export function resolveSwitch(input: NonNullable<ScenarioInput['nic']>): CardSwitch {
  const usual = DEFAULT_SCENARIO.nic;
  return {
    reflectiveRelay: input.reflectiveRelay ?? usual.reflectiveRelay,
    eswitch: input.eswitch ?? usual.eswitch,
    representors: input.representors ?? usual.representors,
    flowOffload: input.flowOffload ?? usual.flowOffload,
    flows: (input.flows ?? []).map((rule) => ({
      from: rule.from ?? null,
      match: rule.match ?? {},
      action: rule.action ?? 'drop',
      vlan: rule.vlan ?? null,
    })),
    fdb: input.fdb ?? usual.fdb,
    dropEnable: input.dropEnable ?? usual.dropEnable,
  };
}

/** What the card's driver refuses, and guests that are not there. */
export function checkCardSwitch({ nic, machine, vms }: Scenario): Issue[] {
  const issues: Issue[] = [];
  const total = vms.reduce((sum, vm) => sum + vm.count, 0);
  // The card of a machine or of a dump is not known here.
  const isKnown = machine === null && nic.lspci === null;
  const driver = isKnown ? (deviceById(nic.device)?.driverPf ?? '') : null;
  const refuse = (path: string, found: unknown, text: string, rule: string) =>
    issues.push({ path, code: 'conflict', found: allowed.shown(found), allowed: text, rule });
  if (nic.eswitch === 'switchdev' && driver !== null && !SWITCHDEV_DRIVERS.includes(driver))
    refuse('nic.eswitch', nic.eswitch, allowed.oneOf(['legacy']), 'driver-without-switchdev');
  const isLegacy = nic.eswitch === 'legacy';
  if (isLegacy && nic.flows.length > 0 && driver !== null && !FILTER_DRIVERS.includes(driver))
    refuse('nic.flows', nic.flows, allowed.list(0), 'driver-without-filters');
  const guest = (path: string, name: string) => {
    if (/^vm\d+$/.test(name) && Number(name.slice(2)) >= total)
      refuse(path, name, allowed.range('vm0', `vm${String(total - 1)}`), 'no-such-guest');
  };
  nic.fdb.forEach((name, i) => guest(`nic.fdb.${String(i)}`, name));
  nic.flows.forEach(({ from, action, vlan }, i) => {
    const at = `nic.flows.${String(i)}`;
    if (from !== null) guest(`${at}.from`, from);
    guest(`${at}.action`, action);
    if (isLegacy && from !== null) refuse(`${at}.from`, from, 'null', 'only-in-switchdev');
    if (isLegacy && vlan !== null) refuse(`${at}.vlan`, vlan, 'null', 'only-in-switchdev');
    if (isLegacy && action === 'wire')
      refuse(`${at}.action`, action, 'drop, vm0, vm1, …', 'only-in-switchdev');
  });
  return issues;
}
