import type { Pages } from '../page';

export const files: Pages = {
  ls: {
    summary: 'list files',
    description: [
      '-l shows who may read and write, sizes, and where links lead; -d the directory itself; -a names with a dot. A file of sysfs claims 4096 bytes whatever is in it; resource0 is as long as its BAR.',
    ],
    examples: [
      'The files of a PF.',
      'Interfaces, and the functions they belong to.',
      'The links to the VFs.',
    ],
    exit: '0; 2 where a file named is not there.',
  },
  cat: {
    summary: 'print files',
    description: ['Reading a file of sysfs asks the kernel at that moment. -n numbers the lines.'],
    examples: ['One number.', 'Interrupts by CPU.'],
    exit: '0; 1 where a file cannot be read.',
  },
  head: {
    summary: 'the first or the last lines',
    description: ['Ten lines, or as many as -n says; tail -n +3 begins with the third.'],
    examples: ['The latest messages.', 'The first functions.'],
    exit: '0; 1 where a file cannot be read.',
  },
  grep: {
    summary: 'lines that match',
    description: [
      '-i any case, -v those that do not match, -c how many, -E extended expressions, -A N and -B N lines behind and before. With several files each line is headed by its file, which makes grep . a way to read many small files.',
    ],
    examples: [
      'Network functions.',
      'What was said of the VFs.',
      "All SR-IOV files of a PF at once; the directory's unreadable ones complain.",
    ],
    exit: '0 where something matched, 1 where nothing did, 2 in case of trouble.',
  },
  wc: {
    summary: 'count lines, words, bytes',
    description: ['-l lines, -w words, -c bytes.'],
    examples: ['How many functions there are.', 'How many VFs.'],
    exit: '0; 1 where a file cannot be read.',
  },
  sort: {
    summary: 'sort lines',
    description: ['-n by number, -V by version, -r backwards, -u once each, -k N by the Nth word.'],
    examples: ['By address.', 'The last three names.'],
    exit: '0; 2 where a file cannot be read.',
  },
  tee: {
    summary: 'print and write',
    description: [
      "Writes its input to files as well. The errors of a write to sysfs are tee's own words here, and the text was printed all the same.",
    ],
    examples: ['VFs off, seen and done.', 'Keeps the tree.'],
    exit: '0; 1 where a file refuses.',
  },
  readlink: {
    summary: 'where links lead',
    description: [
      'readlink prints what stands in a link; -f and realpath follow all the way to a path without links.',
    ],
    examples: [
      'The driver of a VF.',
      'The real place of a function: below its port.',
      'From a VF to its PF.',
    ],
    exit: '0; 1 where it is not a link.',
  },
};
