import { faults } from './faults';

const figures = { before: '', now: '' };
type Figures = typeof figures;

/** Fault quests: a host with one fault, the complaint, the answer. */
export const quests = {
  faults,
  title: 'Find the fault',
  complaint: 'What users report',
  /** By what is wrong, and where the guest’s frames go. */
  complaints: {
    nothing: {
      in: (vm: string, _peer: string, { before }: Figures) =>
        `${vm} gets nothing from outside any more. In the same time it used to get ${before} packets.`,
      out: (vm: string, _peer: string, { before }: Figures) =>
        `Nothing that ${vm} sends arrives. In the same time ${before} packets used to.`,
      to: (vm: string, peer: string, { before }: Figures) =>
        `Nothing that ${vm} sends to ${peer} arrives. In the same time ${before} packets used to.`,
    },
    unseen: (vm: string, { before }: Figures) =>
      `${vm} watches traffic that is not its own, and sees none of it any more: no interrupt of its interface, where there used to be ${before}.`,
    loses: (vm: string, { before, now }: Figures) =>
      `${vm} loses ${now} of its packets. It used to lose ${before}.`,
    slow: (vm: string, { before, now }: Figures) =>
      `${vm} gets no more than ${now} Gb/s through. It used to be ${before} Gb/s.`,
    late: (vm: string, { before, now }: Figures) =>
      `Packets of ${vm} take ${now}. It used to be ${before}.`,
    exits: (vm: string, { before, now }: Figures) =>
      `The monitoring counts ${now} exits for each packet of ${vm}. It used to be ${before}.`,
    busy: (vm: string, { before, now }: Figures) =>
      `The host’s work for ${vm} takes ${now} of a core. It used to be ${before}.`,
  },
  well: (vms: string) => `No complaint from ${vms}.`,
  noneWell: 'No guest is left without complaint.',
  about:
    'A host that was in order until somebody changed one thing. You see what its users report; every tool of the lab may be used to find out what it is.',
  fault: 'Fault',
  any: 'Any, not told',
  seed: 'Number',
  start: 'Start',
  found: (n: number) => `${String(n)} found so far`,
  named: (name: string) => `No. ${name}`,
  less: 'Less',
  more: 'More',
  leave: 'Leave the quest',
  answer: 'That is it',
  examine: 'Is it mended?',
  hint: (left: number) => `Hint (${String(left)} left)`,
  giveUp: 'Give up',
  next: 'Next one',
  took: (minutes: number, typed: number, hints: number, wrong: number) =>
    `Minutes: ${String(minutes)}. Commands: ${String(typed)}. Hints: ${String(hints)}. Wrong answers: ${String(wrong)}.`,
  gaveUp: 'Given up.',
  what: 'What is wrong?',
  where: 'Where?',
  choose: 'Choose',
  sites: {
    host: 'the host',
    pf: (index: string) => `port ${index} of the card (PF${index})`,
    vf: (index: string, vm: string) => (vm === '' ? `VF ${index}` : `VF ${index}, which ${vm} has`),
    vm: (name: string) => `guest ${name}`,
  },
  verdicts: {
    right: (what: string, where: string) => `Right: ${what}, at ${where}.`,
    noSign: (why: string) => `Not this. ${why}`,
    elsewhere: (what: string, where: string) =>
      `There is a trace of that (${what}), but not at ${where}.`,
    noPlace: (where: string) => `There is no ${where} here.`,
  },
  repairs: {
    mended: 'Mended: no complaint is left, and nothing else was changed.',
    ill: 'Not mended yet. There are still complaints:',
    hidden: 'Nobody complains any more, but the fault is still in.',
    more: 'The complaint is gone, but settings were changed that were in order:',
    change: (path: string, before: string, now: string) => `${path}: ${before} is now ${now}`,
  },
  answerIs: (what: string, where: string) => `It was: ${what}, at ${where}.`,
  way: 'To mend it:',
  setting: (path: string, before: string, now: string) => `${path}: ${before} → ${now}`,
  /** On the command line. */
  lookAround: (command: string) => `Look around with: ${command}. What can be wrong:`,
  firstLost: (moment: string) => `first frame lost, ${moment}`,
  evidence: 'It shows in:',
};
