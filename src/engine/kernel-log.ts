import type { PrintedLine } from './host/dmar-driver';
import type { Noticed } from './host/pf-watch';
import { closedPool } from './hw/nic-pool';
import { answer, requests } from './hw/vf-mailbox';
import { askerOf, startsInRun, wishesOf } from './paths/card-switch';
import { hasPrimary } from './paths/failover';
import type { HostParts } from './paths/host';
import type { NicConfig } from './scenario/scenario';

/** A line of a driver of the card. */
export interface DriverLine extends PrintedLine {
  /** PF whose interface's name stands behind its address in the line (netif_warn); -1 where none does (dev_warn). */
  readonly interfaceOf: number;
}

const [ERR, WARNING, INFO] = [3, 4, 6];
/** What a PF's driver says when a VF's address is set to zero (ndo_set_vf_mac); others say nothing that is known here. */
const REMOVES: Readonly<Record<string, string>> = {
  ixgbe: 'removing MAC on VF',
  igb: 'remove administratively set MAC on VF',
};

interface Words {
  readonly level: number;
  /** With the interface's name (`e_warn` of ixgbe). */
  readonly named?: true;
  /** Lines of one message. */
  readonly lines: readonly string[];
}

const RELOAD = 'Reload the VF driver to resume operations';
/** i40e_check_vf_permission, ice_vc_add_mac_addr. */
const BRING_DOWN: Words = {
  level: ERR,
  lines: [
    'VF attempting to override administratively set MAC address, bring down and up the VF interface to resume normal operation',
  ],
};

/** What a PF's driver prints of what it noticed; null where it says nothing. Of a card whose driver is not here nothing is known. */
function wordsOf(driver: string, what: Noticed['what'], vf: number, count: number): Words | null {
  const override = `VF ${String(vf)} attempted to override administratively set`;
  switch (`${driver} ${what}`) {
    // ixgbe_spoof_check, ixgbe_set_vf_mac_addr, ixgbe_set_vf_vlan_msg.
    case 'ixgbe spoofed':
      return { level: WARNING, named: true, lines: [`${String(count)} Spoofed packets detected`] };
    case 'ixgbe mac':
      return { level: WARNING, named: true, lines: [`${override} MAC address`, RELOAD] };
    case 'ixgbe vlan':
      return { level: WARNING, named: true, lines: [`${override} VLAN configuration`, RELOAD] };
    // igb_spoof_check, igb_set_vf_mac_addr, igb_rcv_msg_from_vf.
    case 'igb spoofed':
      return { level: WARNING, lines: [`Spoof event(s) detected on VF ${String(vf)}`] };
    case 'igb mac':
      return { level: WARNING, lines: [`${override} MAC address`, RELOAD] };
    case 'igb vlan':
      return { level: WARNING, lines: [`${override} VLAN tag`, RELOAD] };
    case 'i40e mac':
    case 'ice mac':
      return BRING_DOWN;
    default:
      return null;
  }
}

/**
 * What the host's kernel has printed in the run up to the host's moment: DMA faults, addresses taken from VFs, and what PF drivers
 * noticed. MODEL: what VFs' drivers asked for before the run stands at its beginning.
 */
export function printedBy(host: HostParts, nic: NicConfig): readonly DriverLine[] {
  const lines = [...host.dmar.s.lines.map(unnamed), ...removed(host)];
  for (const noticed of summed([...beforeRun(host, nic), ...host.pfWatch.s.noticed], host))
    lines.push(...linesOf(host, noticed));
  return lines.toSorted((a, b) => a.at - b.at);
}

const unnamed = (line: PrintedLine): DriverLine => ({ ...line, interfaceOf: -1 });

function linesOf({ plan: { card } }: HostParts, noticed: Noticed): readonly DriverLine[] {
  const { at, fn, port, what, count } = noticed;
  const vf = card.functions[fn];
  const pf = card.functions.find((f) => f.kind === 'pf' && f.pf === port);
  const driver = card.pfs[port]?.driver ?? '';
  const words = vf === undefined ? null : wordsOf(driver, what, vf.index, count);
  if (words === null || pf === undefined) return [];
  const { level, named, lines } = words;
  return lines.map((line, n) => ({
    at,
    level,
    text: n === 0 ? `${driver} 0000:${pf.bdf}: ${line}` : line,
    interfaceOf: n === 0 && named === true ? port : -1,
  }));
}

/** ixgbe reads one counter for all VFs of a port. */
function summed(all: readonly Noticed[], { plan: { card } }: HostParts): readonly Noticed[] {
  const merged: Noticed[] = [];
  for (const each of all) {
    const last = merged.at(-1);
    const isOne =
      last !== undefined &&
      each.what === 'spoofed' &&
      last.what === 'spoofed' &&
      last.at === each.at &&
      last.port === each.port &&
      card.pfs[each.port]?.driver === 'ixgbe';
    if (isOne) merged[merged.length - 1] = { ...last, count: last.count + each.count };
    else merged.push(each);
  }
  return merged;
}

/** What those were refused whose drivers were up before the run. */
function beforeRun({ plan }: HostParts, nic: NicConfig): readonly Noticed[] {
  return plan.vms.flatMap((vm): Noticed[] => {
    const asker = startsInRun(vm) ? null : askerOf(plan, nic, vm);
    if (asker === null) return [];
    const pool = closedPool();
    const hasAddress = answer(pool, 'reset', asker) === null;
    const refusals = requests(wishesOf(vm), hasAddress).map((message) =>
      answer(pool, message, asker),
    );
    return refusals.flatMap((what) =>
      what === 'mac' || what === 'vlan'
        ? [{ at: 0, fn: vm.fn, port: vm.port, what, count: 1 }]
        : [],
    );
  });
}

function removed({ failover, plan }: HostParts): readonly DriverLine[] {
  if (failover === null) return [];
  const { card, vms } = plan;
  return vms.filter(hasPrimary).flatMap(({ index, fn, port }): DriverLine[] => {
    const at = failover.primary.timesOf(index).filtered;
    const vf = card.functions[fn];
    const pf = card.functions.find((f) => f.kind === 'pf' && f.pf === port);
    const says = REMOVES[card.pfs[port]?.driver ?? ''];
    if (at < 0 || vf === undefined || pf === undefined || says === undefined) return [];
    const text = `${card.pfs[port]?.driver ?? ''} 0000:${pf.bdf}: ${says} ${String(vf.index)}`;
    return [{ at, level: INFO, text, interfaceOf: -1 }];
  });
}
