import type { Kernel } from '../engine/linux/kernel';
import type { HostNetfilter } from '../engine/netfilter/ruleset';
import { rulesetOf } from '../engine/paths/host-filter';
import { formatBdf } from '../engine/pci/routing';
import type { HostConfig, Scenario } from '../engine/scenario/scenario';

/** What a start-up unit does with /etc/nftables.conf and /etc/sysctl.conf. */
export function startNetfilter(kernel: Kernel, host: HostConfig): void {
  kernel.netfilter.ruleset = rulesetOf(host.firewall);
  kernel.netfilter.callIptables = host.bridgeNfCallIptables;
}

/** The host's settings with netfilter as it was set up by hand; without where nobody has changed what it started with. */
export function withNetfilter(
  { netfilter: _before, ...host }: HostConfig,
  kernel: Kernel,
  pfs: readonly string[],
): HostConfig {
  const { ruleset, callIptables } = kernel.netfilter;
  const isUsual =
    callIptables === host.bridgeNfCallIptables &&
    JSON.stringify(ruleset) === JSON.stringify(rulesetOf(host.firewall));
  if (isUsual) return host;
  const uplink = kernel.netDevices.find(({ rid }) => rid !== null && formatBdf(rid, 0) === pfs[0]);
  return { ...host, netfilter: { ruleset, callIptables, uplink: uplink?.name ?? null } };
}

/** As it was set up by hand; null where nobody has. */
export function netfilterOf(
  scenario: Pick<Scenario, 'host'> | null,
  kernel: Kernel,
  pfs: readonly string[],
): HostNetfilter | null {
  return (scenario && withNetfilter(scenario.host, kernel, pfs).netfilter) ?? null;
}
