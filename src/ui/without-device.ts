import type { Topology } from '../store/vocabulary';
import type { Messages } from '../i18n';

const MOST_NAMED = 3;

/** Which guests the card has no function for, and why; empty where each has one. A sentence for VFs, one for PFs. */
export function withoutDeviceTexts(
  { shell, stage }: Messages,
  topology: Topology,
): readonly string[] {
  const { vms, card, switchPort } = topology;
  const m = shell.setUp;
  const { functions } = card;
  return (['sriov', 'passthrough'] as const).flatMap((path) => {
    const guests = vms.filter((vm) => vm.path === path);
    const lacking = guests.filter((vm) => vm.withoutDevice);
    if (lacking.length === 0) return [];
    const first = lacking
      .slice(0, MOST_NAMED)
      .map((vm) => stage.guest(vm.index))
      .join(shell.comma);
    const more = lacking.length - MOST_NAMED;
    const names = more > 0 ? m.andMore(first, more) : first;
    const held = heldFor(path, topology)[0];
    if (held !== undefined) return [m.heldByHost(names, `0000:${held.bdf}`, held.driver)];
    if (couldHave(path, { vms, card, switchPort }, guests.length)) return [m.takenByHand(names)];
    const count = (kind: 'pf' | 'vf') => functions.filter((each) => each.kind === kind).length;
    if (path === 'sriov') return [m.withoutVf(names, guests.length, count('vf'))];
    const free = guests.length - lacking.length;
    return [free === 0 ? m.allPfsTaken(names, count('pf')) : m.withoutPf(names, free, count('pf'))];
  });
}

/** Functions that guests of a path could have if the host's driver had not got them. */
export function heldFor(
  path: 'sriov' | 'passthrough',
  { card, held, vms }: Pick<Topology, 'card' | 'held' | 'vms'>,
): readonly { readonly bdf: string; readonly driver: string }[] {
  if (!vms.some((vm) => vm.path === path && vm.withoutDevice)) return [];
  return card.functions.flatMap(({ kind, pf, rid, bdf }) => {
    const found = held.find((each) => each.rid === rid);
    const fits = path === 'sriov' ? kind === 'vf' : kind === 'pf' && card.pfs[pf]?.numVfs === 0;
    return found !== undefined && fits ? [{ bdf, driver: found.driver }] : [];
  });
}

/** There is a function for each: that a guest has none was done on the host. */
function couldHave(
  path: 'sriov' | 'passthrough',
  { vms, card, switchPort }: Pick<Topology, 'vms' | 'card' | 'switchPort'>,
  guests: number,
): boolean {
  const { functions, pfs } = card;
  if (path === 'sriov') return functions.filter(({ kind }) => kind === 'vf').length >= guests;
  const isShared = vms.some((vm) => !['sriov', 'passthrough', 'vhost-user'].includes(vm.path));
  const isUplink = (pf: number) => (isShared && pf === 0) || pf === switchPort;
  return functions.some(
    ({ kind, pf }, fn) =>
      kind === 'pf' && pfs[pf]?.numVfs === 0 && !isUplink(pf) && !vms.some((vm) => vm.fn === fn),
  );
}
