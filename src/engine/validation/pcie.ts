import { pricesAt } from '../costs/costs';
import { Machine } from '../hw/machine';
import { PcieLink } from '../hw/pcie-link';
import { PS_PER_S } from '../units';
import type { Check } from './check';

/** A link of the model on a machine of its own. */
function link(generation: number, lanes: number) {
  const machine = new Machine(pricesAt(2.7), 1);
  return { link: new PcieLink(machine, generation, lanes), prices: machine.prices };
}

/** Payload rate of `count` writes of `bytes` back to back, Gb/s. */
function writes(generation: number, lanes: number, bytes: number): number {
  const { link: line } = link(generation, lanes);
  const count = 10_000;
  let end = 0;
  for (let i = 0; i < count; i++) end = line.write(0, 0, bytes);
  return (count * bytes * 8) / (end / PS_PER_S) / 1e9;
}

const check = (
  figure: string,
  how: string,
  value: () => number,
  more: Pick<Check, 'isInput' | 'why'> = {},
): Check => ({
  figure,
  kind: 'formula',
  profile: 'lab',
  how,
  probe: { type: 'formula', value },
  ...more,
});

/** Link arithmetic: parts of the model asked directly. */
export const PCIE: readonly Check[] = [
  check('pcie18.hdr.mwr64', 'overhead of a write TLP', () => link(3, 8).prices.tlpWrite, {
    isInput: true,
  }),
  check('pcie18.hdr.mrd64', 'a read request TLP', () => link(3, 8).prices.tlpRead, {
    isInput: true,
  }),
  check('pcie18.hdr.cpld', 'overhead of a completion TLP', () => link(3, 8).prices.tlpCompletion, {
    isInput: true,
  }),
  check('pcie18.gen3x8.raw', 'eight lanes of generation 3 after line coding', () => {
    const { link: line, prices } = link(3, 8);
    return line.gbps / prices.tlpShare;
  }),
  check('pcie18.gen3x8.tlp', 'the same less DLLPs', () => link(3, 8).link.gbps, {
    isInput: true,
  }),
  check('pcie18.gen3x8.write64', 'writes of 64 bytes, one behind the other', () =>
    writes(3, 8, 64),
  ),
];
