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
    description: [
      'Reading a file of sysfs asks the kernel at that moment. -n numbers the lines, as nl does; tac begins with the last line, rev turns each around.',
    ],
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
    description: [
      '-n by number, -V by version, -r backwards, -u once each, -k N by the Nth word. uniq drops lines equal to the one before, -c counts them.',
    ],
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
  find: {
    summary: 'search for files',
    description: [
      '-name compares with a pattern, -type with a kind (d, f, l), -maxdepth limits how deep. Links are not followed unless their path ends in a slash: /sys/bus/pci/devices holds links only.',
    ],
    examples: ['Functions on bus 3b.', 'SR-IOV files of a PF.'],
    exit: '0; 1 where a path is not there.',
  },
  tree: {
    summary: 'directories as a tree',
    description: [
      '-L limits the depth, which one wants in sysfs: it is full of links to itself. Links are shown with their target.',
    ],
    examples: ['Drivers.', 'Classes of devices.'],
    exit: '0; 1 where an option is wrong.',
  },
  less: {
    summary: 'text by the page',
    description: ['Here the terminal itself scrolls, so less and more print the text and end.'],
    examples: ['All messages.', 'Who has which addresses.'],
    exit: '0; 1 where a file cannot be read.',
  },
  stat: {
    summary: 'what the kernel keeps of a file',
    description: [
      'Size, kind, permissions, times. -c prints by a format: %a the permissions, %n the name, %s the size.',
    ],
    examples: ['A file of sysfs.', 'Which of them can be written: 644 can, 444 cannot.'],
    exit: '0; 1 where a file is not there.',
  },
  cut: {
    summary: 'columns of lines',
    description: [
      'cut keeps the fields -f between -d, or the characters -c. paste puts lines side by side, with -s one behind the other.',
    ],
    examples: ['Addresses only.', 'Three lines become one.'],
    exit: '0; 1 where a file cannot be read.',
  },
  tr: {
    summary: 'other characters for some',
    description: ['-d takes them away, -s makes one of several. Sets may be ranges: a-z, 0-9.'],
    examples: ['Small letters.', 'One blank for many.'],
    exit: '0; 1 where a set is wrong.',
  },
  awk: {
    summary: 'take lines apart into fields and count or print them',
    description: [
      'The program runs for each line: $1 is its first field, $0 all of it, NF how many there are, NR the number of the line. /PATTERN/ {...} runs only where the pattern matches, END {...} at the end.',
    ],
    examples: ['The addresses of the first three functions.', 'How many functions Intel made.'],
    exit: '0; 2 where the program is wrong.',
  },
  sed: {
    summary: 'edit lines on their way',
    description: [
      's/PATTERN/TEXT/ replaces, with g all of a line; -n with p prints only what is told; 1,3p lines one to three.',
    ],
    examples: ['Only the lines that were changed.', 'The first three lines.'],
    exit: '0; 1 where the script is wrong.',
  },
  xargs: {
    summary: 'words of the input as arguments',
    description: ['-n so many at a time, -I WORD in the place of WORD.'],
    examples: ['The address of each VF.'],
    exit: '0; 123 where a command failed, 127 where it is not there.',
  },
  hexdump: {
    summary: 'bytes of a file',
    description: [
      'config of a function is its configuration space: 4096 bytes, or 256 where the extended part cannot be reached. Words are little-endian: 86 80 is vendor 8086.',
    ],
    examples: [
      'Vendor, device, Command, Status, class and BARs of the PF.',
      'A VF begins with ff ff ff ff.',
    ],
    exit: '0; 1 where a file cannot be read.',
  },
  basename: {
    summary: 'parts of a path',
    description: ['basename is what stands behind the last slash, dirname what stands before it.'],
    examples: ['The name of the driver.', 'The directory of all functions.'],
    exit: '0; 1 without a path.',
  },
  mkdir: {
    summary: 'make and remove files and directories',
    description: [
      "In /root and /tmp as usual. sysfs refuses all of it: its files are the kernel's, even to root.",
    ],
    examples: ['A place for notes.', 'Away with it.'],
    exit: '0; 1 where something is refused.',
  },
};
