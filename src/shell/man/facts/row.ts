import type { Group, PageFacts } from '../page';

/** The card of the lab's host and its first VF, in examples. */
export const PF = '/sys/bus/pci/devices/0000:3b:00.0';
export const VF = '/sys/bus/pci/devices/0000:3b:10.0';

/** Names and pages to see are lists of words; the first name is the page's own. */
type Row = readonly [
  names: string,
  section: PageFacts['section'],
  synopsis: readonly string[],
  examples: readonly string[],
  see: string,
];

const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

export function pages(group: Group, rows: readonly Row[]): readonly PageFacts[] {
  return rows.map(([names, section, synopsis, examples, see]) => {
    const [first = '', ...others] = words(names);
    return { names: [first, ...others], section, group, synopsis, examples, see: words(see) };
  });
}
