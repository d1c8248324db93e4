import type { Pages } from '../page';

export const shell: Pages = {
  bash: {
    summary: 'the shell: words, pipes, loops',
    description: [
      "Quotes '...' keep everything, \"...\" all but $ and `. A|B gives A's output to B, > and >> write to a file, < reads from one; && goes on after success, || after failure, ; in any case. $? is the last exit status. for, while, if, case, functions and here-documents work as in bash 5.2.",
      'An error of a write to sysfs is reported by the builtin that wrote: "bash: echo: write error: ...". busybox sh words it differently.',
      "Each line is kept with the scenario and takes simulated time: the kernel's waits of 100 ms and 1 s are real ones of the simulation.",
    ],
    examples: [
      'A loop.',
      'Either this or that.',
      'The status is that of the last command of a pipe.',
    ],
    exit: 'of the last command; 127 where a command is not there, 2 for a line that cannot be read.',
  },
  echo: {
    summary: 'print words',
    description: [
      '-n without the line end, -e with escapes like \\t. One echo into a file of sysfs is one write.',
    ],
    examples: ['Switches VFs off.', 'The status of the last command.'],
    exit: '0; 1 where the write failed.',
  },
  printf: {
    summary: 'print by a format',
    description: [
      '%s text, %d number, %x hexadecimal, %02x with zeros. The format is used again while arguments are left.',
    ],
    examples: ['59 is bus 3b.', 'Hexadecimal to decimal.'],
    exit: '0; 1 where an argument is no number.',
  },
  cd: {
    summary: 'the current directory',
    description: ['cd without a name goes home, cd - where you were before.'],
    examples: ['Saves typing long paths.', 'Where am I.'],
    exit: '0; 1 where there is no such directory.',
  },
  test: {
    summary: 'a condition',
    description: [
      '-e FILE is there, -d a directory, -L a link, -n TEXT not empty; = and != compare texts, -eq -lt -gt numbers; ! not.',
    ],
    examples: ['Only a VF has physfn.', 'Numbers.'],
    exit: '0 true, 1 false, 2 where the condition makes no sense.',
  },
  export: {
    summary: 'variables',
    description: [
      'NAME=VALUE sets, $NAME reads, unset removes, set lists. export passes a variable to the commands. LANG=zh_CN.UTF-8 makes man and help speak Chinese; the kernel and its tools stay as they are.',
    ],
    examples: [
      'A short name for a long path.',
      "A line into a variable, in the pipe's own shell.",
      'Arithmetic.',
    ],
  },
  type: {
    summary: 'what a name means',
    description: [
      'type tells whether a name is a builtin, an alias or a program. alias makes a name for a line, command passes aliases by.',
    ],
    examples: ['A program and a builtin.', 'A name for a longer line.'],
    exit: '0; 1 where the name means nothing.',
  },
  source: {
    summary: 'lines from elsewhere, and leaving early',
    description: [
      "source (or .) runs a file's lines in this shell, eval a text. exit leaves the shell, return a function, break and continue a loop.",
    ],
    examples: ['A file of commands.', 'A text as commands.'],
  },
  true: {
    summary: 'nothing, with a status',
    description: [
      'true and : succeed, false fails, wait and jobs have nothing to do: nothing runs in the background here.',
    ],
    examples: ['1.', 'Printed.'],
  },
  history: {
    summary: 'lines typed before',
    description: [
      'Arrow keys go through them. !! is the last line again, !N number N, !TEXT the last that began so.',
    ],
    examples: ['The last three.'],
  },
  help: {
    summary: 'what this host has',
    description: ['All names by subject; with a name its page, as man does.'],
    examples: ['Everything.', 'One page.'],
    exit: '0; 1 where there is no such page.',
  },
  man: {
    summary: 'pages that explain',
    description: [
      'Pages for commands, for files of sysfs and for concepts, with examples that work here. man -k and apropos look for a word in them, whatis gives one line.',
      'The language follows LANG: LANG=zh_CN.UTF-8 for Chinese.',
    ],
    examples: ['A concept.', 'Pages that speak of VLANs.', 'One line.'],
    exit: '0; 16 where nothing was found.',
  },
  date: {
    summary: 'the time of the simulated host',
    description: [
      "Its clock is the simulation's: it goes on with each command and with the packets, and has nothing to do with the clock of your computer.",
    ],
    examples: ['Day and time.', 'By a format.'],
    exit: '0; 1 where a format is wrong.',
  },
  seq: {
    summary: 'numbers',
    description: ['From FIRST to LAST in steps, a line each.'],
    examples: ['0 2 4 6: the functions of VFs with stride 2.', 'Names of links.'],
    exit: '0; 1 where a number is wrong.',
  },
  sleep: {
    summary: 'let time pass',
    description: [
      'The simulation goes on by so many seconds: links come up, drivers give up. watch would repeat a command for ever; here it runs it once.',
    ],
    examples: ['Half a second.', 'Two seconds later.'],
    exit: '0; 1 where the time is wrong.',
  },
  hostname: {
    summary: 'who and where one is',
    description: [
      'hostname the name of the host, uname -r the release of its kernel, id and whoami who you are: root. clear empties the terminal.',
    ],
    examples: ['The kernel whose drivers answer here.', 'root.'],
  },
};
