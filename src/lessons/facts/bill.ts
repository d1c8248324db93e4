import { instanceBills } from '../../engine/pci/instances/bill';
import { INSTANCE_KINDS, RESOURCE_IDS, type InstanceBill } from '../../engine/pci/instances/kinds';
import { usedOf } from '../../engine/pci/instances/use';
import type { Value } from '../predicate/expression';
import type { Evidence } from './evidence';
import type { Fact } from './list';

function billOf({ topology, scenario }: Evidence, kind: string): InstanceBill | undefined {
  return instanceBills(topology.card.device, scenario.host).find((each) => each.kind === kind);
}

const ofKind = (name: string, about: string, read: (bill: InstanceBill) => Value): Fact => ({
  name: `bill.*.${name}`,
  keys: INSTANCE_KINDS,
  about,
  read: (evidence, steps) => {
    const bill = billOf(evidence, String(steps[1]));
    return bill === undefined ? null : read(bill);
  },
});

/** What instances of a kind take of the run's card and host, each kind by itself. */
export const BILL_FACTS: readonly Fact[] = [
  ofKind('there', 'the card has instances of this kind', (bill) => bill.absent === null),
  ofKind('most', 'how many of them this card and host can have', (bill) => bill.most),
  ofKind('binding', 'the resource that is used up first', (bill) => bill.binding),
  {
    name: 'bill.*[n].*',
    kinds: INSTANCE_KINDS,
    keys: RESOURCE_IDS,
    about: 'what n of them take of one resource, with what is taken before there is one',
    read: (evidence, steps) => {
      const row = billOf(evidence, String(steps[1]))?.rows.find(
        ({ resource }) => resource === steps[3],
      );
      return row === undefined ? null : usedOf(row, Number(steps[2]));
    },
  },
];
