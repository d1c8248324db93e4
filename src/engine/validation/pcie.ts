import { pricesAt } from '../costs/costs';
import { STEP, type StepId } from '../costs/steps';
import { Machine } from '../hw/machine';
import { PcieLink } from '../hw/pcie-link';
import { Run } from '../run';
import { parseScenario } from '../scenario/parse';
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

const BURST = 64;

/** Of 64 frames that a VF is told of at once: how many go into one of `step`. */
function framesPer(step: StepId): number {
  const parsed = parseScenario({
    vms: [
      {
        count: 1,
        path: 'sriov',
        traffic: { kind: 'burst', packets: BURST, batch: BURST, packetBytes: 60 },
      },
    ],
    run: { until: '1ms' },
  });
  if (!parsed.ok) throw new Error(`validation: ${JSON.stringify(parsed.issues)}`);
  const run = new Run(parsed.scenario);
  while (!run.extend(100_000));
  const { hops } = run.window(0, run.end);
  const count = hops.step.subarray(0, hops.count).filter((each) => each === STEP[step]).length;
  return BURST / count;
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
  check(
    'pcie18.82599.txfetch',
    'descriptors in one read of a card that was told of 64',
    () => framesPer('dma-read-descriptor'),
    {
      why: 'The model’s cards all fetch at most 8 descriptors at once; an 82599 fetches as many as its on-chip queue has room for.',
    },
  ),
  check(
    'pcie18.82599.wb',
    'descriptors in one write-back of the same frames',
    () => framesPer('dma-writeback'),
    { why: 'The model’s cards write each descriptor back by itself.' },
  ),
];
