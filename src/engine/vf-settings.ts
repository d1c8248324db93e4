import { closedPool } from './hw/nic-pool';
import { setUp } from './hw/vf-mailbox';
import { policyOf, ratesOf } from './paths/card-switch';
import type { HostParts } from './paths/host';
import { queueOf } from './paths/plan';
import type { NicConfig, VfPolicy } from './scenario/scenario';
import type { Picos } from './units';

/**
 * What an administrator has set for VFs at a moment of the run: VLAN, spoof check, link and rates are the card's at once.
 * A VF whose driver is not up has nothing to be set; it hears of it when it asks.
 */
export function setVfs(
  { nic, plan, machine }: HostParts,
  before: NicConfig,
  after: NicConfig,
  at: Picos,
): void {
  for (const vm of plan.vms) {
    const [was, is] = [policyOf(plan, before, vm.fn), policyOf(plan, after, vm.fn)];
    if (was === null || is === null || isSame(was, is)) continue;
    const pool = nic.ports.switch.pool(vm.queue);
    // The VF's driver has asked: it hears broadcasts.
    if (pool.broadcast) setUp(pool, is);
    else Object.assign(pool, closedPool(), { address: pool.address, valid: pool.valid });
    if (ratesOf(was).max === ratesOf(is).max) continue;
    for (const ch of machine.channels.of(vm.index))
      nic.pace(queueOf(plan, machine.channels, ch), at);
  }
}

const isSame = (a: VfPolicy, b: VfPolicy) => JSON.stringify(a) === JSON.stringify(b);
