import type { Command, CommandContext } from '../command';
import { GROUPS, type Group } from '../man/page';
import { allPages, findPage, languageOf, type Language, type Page } from '../man/pages';
import { renderPage, wrap } from '../man/render';

const TITLES: Readonly<Record<Language, Readonly<Record<Group | 'intro' | 'more', string>>>> = {
  en: {
    intro:
      'A simulated Linux host with an SR-IOV network card. Its commands act on the same hardware that the picture shows.',
    pci: 'PCI Express',
    sysfs: 'Files of sysfs',
    network: 'Network',
    guests: 'Guests',
    kernel: 'Kernel',
    files: 'Files and text',
    shell: 'Shell',
    concepts: 'Concepts',
    more: 'help NAME or man NAME explains one of them, man -k WORD looks for a word.',
  },
  'zh-cn': {
    intro: '一台带 SR-IOV 网卡的模拟 Linux 主机。这里的命令作用于画面中的同一套硬件。',
    pci: 'PCI Express',
    sysfs: 'sysfs 文件',
    network: '网络',
    guests: '虚拟机',
    kernel: '内核',
    files: '文件与文本',
    shell: 'Shell',
    concepts: '概念',
    more: '用 help 名称 或 man 名称 查看说明，用 man -k 词 搜索。',
  },
};

const entry = ({ facts, text }: Page, name: string): string =>
  `${`${name} (${facts.section})`.padEnd(24)} - ${text.summary}\n`;

function search(context: CommandContext, words: readonly string[], tool: string): number {
  const language = languageOf(context.env);
  let status = 0;
  for (const word of words) {
    const wanted = word.toLowerCase();
    const found = allPages(language).filter(({ facts, text }) =>
      [...facts.names, text.summary, ...text.description].some((one) =>
        one.toLowerCase().includes(wanted),
      ),
    );
    for (const page of found) context.out(entry(page, page.facts.names[0]));
    if (found.length > 0) continue;
    context.err(`${word}: nothing appropriate.\n`);
    status = 16;
  }
  if (words.length > 0) return status;
  context.err(`${tool} what?\n`);
  return 1;
}

export const man: Command = {
  name: 'man',
  run(context) {
    const language = languageOf(context.env);
    const names = context.args.filter((word) => !word.startsWith('-') && !/^[1-9]$/.test(word));
    if (context.args.includes('-k')) return search(context, names, 'apropos');
    if (names.length === 0) {
      context.err("What manual page do you want?\nFor example, try 'man man'.\n");
      return 1;
    }
    let status = 0;
    for (const name of names) {
      const page = findPage(name, language);
      if (page !== undefined) context.out(renderPage(page, language, context.columns));
      else {
        context.err(`No manual entry for ${name}\n`);
        status = 16;
      }
    }
    return status;
  },
  complete: () => allPages('en').flatMap(({ facts }) => facts.names),
};

export const apropos: Command = {
  name: 'apropos',
  run: (context) => search(context, context.args, 'apropos'),
};

export const whatis: Command = {
  name: 'whatis',
  run(context) {
    if (context.args.length === 0) {
      context.err('whatis what?\n');
      return 1;
    }
    let status = 0;
    for (const name of context.args) {
      const page = findPage(name, languageOf(context.env));
      if (page !== undefined) context.out(entry(page, name));
      else {
        context.err(`${name}: nothing appropriate.\n`);
        status = 16;
      }
    }
    return status;
  },
};

/** Bash's builtin tells of builtins; this one of everything the host has. */
export const help: Command = {
  name: 'help',
  run(context) {
    const language = languageOf(context.env);
    const [name] = context.args;
    if (name !== undefined) {
      const page = findPage(name, language);
      if (page !== undefined) {
        context.out(renderPage(page, language, context.columns));
        return 0;
      }
      context.err(
        `bash: help: no help topics match \`${name}'.  Try \`help help' or \`man -k ${name}' or \`info ${name}'.\n`,
      );
      return 1;
    }
    const titles = TITLES[language];
    const width = Math.min(context.columns ?? 80, 100);
    const blocks = GROUPS.map((group) => {
      const names = allPages(language)
        .filter(({ facts }) => facts.group === group)
        .flatMap(({ facts }) => facts.names);
      return [titles[group], ...wrap(names.join(' '), width, 2)].join('\n');
    });
    context.out(
      [...wrap(titles.intro, width, 0), '', ...blocks, '', ...wrap(titles.more, width, 0), ''].join(
        '\n',
      ),
    );
    return 0;
  },
  complete: () => allPages('en').flatMap(({ facts }) => facts.names),
};
