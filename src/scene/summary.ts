import type { Instant, Topology } from '../store/vocabulary';
import type { Messages } from '../i18n';
import { wayOf } from './labels';

/**
 * What it came to so far: the VM exits of the first guest and of the compared one (`besideVm`, -1 without),
 * as the engine counted them; '' before anything was delivered.
 */
export function summaryOf(
  stage: Messages['stage'],
  { vms }: Topology,
  besideVm: number,
  instant: Instant | null,
): string {
  if (instant === null) return '';
  const { caption, guest } = stage;
  const first = vms.find((vm) => vm.group === 0 && vm.index !== besideVm);
  const partOf = (index: number, others: number): { text: string; packets: number } | null => {
    const vm = vms[index];
    const counted = instant.metrics.vms[index];
    if (vm === undefined || counted === undefined || counted.packets.delivered === 0) return null;
    const who = caption.who(guest(index), wayOf(stage, vm.path, vm.function));
    const exits = counted.exits.total;
    const packets = counted.packets.delivered;
    const text = packets === others ? caption.same(who, exits) : caption.sum(who, exits, packets);
    return { text, packets };
  };
  const own = partOf(first?.index ?? -1, -1);
  const beside = partOf(besideVm, own?.packets ?? -1);
  const parts = [own, beside].flatMap((part) => part?.text ?? []);
  return parts.length === 0 ? '' : caption.end(parts.reduce((a, b) => caption.and(a, b)));
}
