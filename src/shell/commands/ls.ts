import { SysError } from '../../engine/linux/errno';
import type { VNode } from '../../engine/linux/vfs';
import { listTime } from '../clock';
import type { Command, CommandContext } from '../command';
import { sizeAt } from '../files';
import { humanSize, linkCount, modeText } from '../modes';
import { readOptions, type Options } from '../options';
import { quoteAlways, quoteForTerminal } from '../quoting';
import { columnsOf } from './columns';
import { compareVersions } from './versions';

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly node: VNode;
}

const join = (directory: string, name: string) =>
  directory.endsWith('/') ? directory + name : `${directory}/${name}`;

class Listing {
  status = 0;
  readonly #context: CommandContext;
  readonly #options: Options;
  readonly #long: boolean;
  #printed = false;

  constructor(context: CommandContext, options: Options) {
    this.#context = context;
    this.#options = options;
    this.#long = options.given.some(([letter]) => 'lgon'.includes(letter));
  }

  #fail(status: number, text: string): void {
    this.status = Math.max(this.status, status);
    this.#context.err(`${this.#context.name}: ${text}\n`);
  }

  /** A link named on the command line is followed, unless the listing is long. */
  #argument(path: string): Entry | null {
    const { fs, flavour } = this.#context;
    const options = this.#options;
    try {
      const own = fs.stat(path, options.has('L') || options.has('H'));
      if (own.type !== 'link' || this.#long || options.has('d') || options.has('F'))
        return { name: path, path, node: own };
      try {
        const target = fs.stat(path, true);
        return { name: path, path, node: target.type === 'dir' ? target : own };
      } catch {
        return { name: path, path, node: own };
      }
    } catch (error) {
      if (!(error instanceof SysError)) throw error;
      if (flavour === 'ash') this.#fail(1, `${path}: ${error.message}`);
      else this.#fail(2, `cannot access ${quoteAlways(path)}: ${error.message}`);
      return null;
    }
  }

  run(): number {
    const options = this.#options;
    const operands = options.operands.length > 0 ? options.operands : ['.'];
    const found = this.#sorted(operands.flatMap((path) => this.#argument(path) ?? []));
    const isListed = ({ node }: Entry) => node.type === 'dir' && !options.has('d');
    const single = found.filter((entry) => !isListed(entry));
    if (single.length > 0) {
      this.#print(single);
      this.#printed = true;
    }
    const titles = operands.length > 1 || options.has('R');
    for (const { path } of found.filter(isListed)) this.#directory(path, titles);
    return this.status;
  }

  #directory(path: string, title: boolean): void {
    const { fs, out } = this.#context;
    const options = this.#options;
    const all = options.has('a') || options.has('f');
    const entries: Entry[] = [];
    try {
      const names = fs
        .list(path)
        .filter((name) => all || options.has('A') || !name.startsWith('.'));
      const directory = fs.stat(path, true);
      if (directory.type !== 'dir') return;
      if (all)
        for (const name of ['.', '..'])
          entries.push({ name, path: join(path, name), node: fs.stat(join(path, name), true) });
      const details =
        this.#long ||
        options.has('R') ||
        options.has('F') ||
        options.has('p') ||
        options.has('S') ||
        options.has('s');
      for (const name of names) {
        const node = details ? directory.get(name) : PLAIN;
        if (node !== undefined)
          entries.push({
            name,
            path: join(path, name),
            node: this.#followed(join(path, name), node),
          });
      }
    } catch (error) {
      if (!(error instanceof SysError)) throw error;
      this.#fail(2, `cannot open directory ${quoteAlways(path)}: ${error.message}`);
      return;
    }
    if (title) out(`${this.#printed ? '\n' : ''}${quoteForTitle(path)}:\n`);
    this.#printed = true;
    const sorted = this.#sorted(entries);
    if (this.#long || options.has('s')) {
      const blocks = entries.reduce((sum, { node }) => sum + blocksOf(node), 0);
      out(`total ${options.has('h') ? humanSize(blocks * 1024) : String(blocks)}\n`);
    }
    this.#print(sorted);
    if (!options.has('R')) return;
    for (const { name, path: below, node } of sorted)
      if (node.type === 'dir' && name !== '.' && name !== '..') this.#directory(below, true);
  }

  #followed(path: string, node: VNode): VNode {
    if (node.type !== 'link' || !this.#options.has('L')) return node;
    try {
      return this.#context.fs.stat(path, true);
    } catch {
      return node;
    }
  }

  #sorted(entries: readonly Entry[]): Entry[] {
    const options = this.#options;
    if (options.has('f') || options.has('U')) return [...entries];
    const byName = (a: Entry, b: Entry) => (a.name < b.name ? -1 : Number(a.name > b.name));
    const order = options.has('v')
      ? (a: Entry, b: Entry) => compareVersions(a.name, b.name)
      : options.has('S')
        ? (a: Entry, b: Entry) => this.#size(b) - this.#size(a) || byName(a, b)
        : byName;
    const sorted = entries.toSorted(order);
    return options.has('r') ? sorted.reverse() : sorted;
  }

  #size({ path, node }: Entry): number {
    return sizeAt(this.#context.fs, path, node);
  }

  #mark(node: VNode): string {
    const all = this.#options.has('F');
    if (node.type === 'dir') return all || this.#options.has('p') ? '/' : '';
    if (!all) return '';
    if (node.type === 'link') return this.#long ? '' : '@';
    return (node.mode & 0o111) !== 0 ? '*' : '';
  }

  #shown(name: string): string {
    const { columns } = this.#context;
    return columns === null || this.#options.has('N') ? name : quoteForTerminal(name);
  }

  #print(entries: readonly Entry[]): void {
    const { columns, out } = this.#context;
    const options = this.#options;
    if (this.#long) {
      this.#printLong(entries);
      return;
    }
    const names = entries.map(({ name, node }) => {
      const blocks = options.has('s') ? `${String(blocksOf(node))} ` : '';
      return blocks + this.#shown(name) + this.#mark(node);
    });
    if (names.length === 0) return;
    const last = options.given.findLast(([letter]) => '1CxmN'.includes(letter))?.[0];
    if (options.has('m')) out(`${names.join(', ')}\n`);
    else if (last === '1' || (columns === null && last !== 'C' && last !== 'x'))
      out(names.map((name) => `${name}\n`).join(''));
    else out(columnsOf(names, columns ?? 80, last === 'x'));
  }

  #printLong(entries: readonly Entry[]): void {
    const { kernel, out } = this.#context;
    const options = this.#options;
    const time = listTime(kernel.now());
    const owner = options.has('n') ? '0' : 'root';
    const rows = entries.map((entry) => {
      const { name, node } = entry;
      const device = node.type === 'file' ? node.device : undefined;
      const bytes = this.#size(entry);
      return {
        name: this.#shown(name) + this.#mark(node),
        blocks: String(blocksOf(node)),
        mode: modeText(node),
        links: String(linkCount(node)),
        size: options.has('h') ? humanSize(bytes) : String(bytes),
        device: device?.map(String),
        target: node.type === 'link' ? ` -> ${this.#shown(node.target)}` : '',
      };
    });
    const widest = (of: (row: (typeof rows)[number]) => string | undefined) =>
      rows.reduce((most, row) => Math.max(most, of(row)?.length ?? 0), 0);
    const major = widest((row) => row.device?.[0]);
    const minor = widest((row) => row.device?.[1]);
    const devices = rows.some((row) => row.device !== undefined);
    const links = widest((row) => row.links);
    const size = Math.max(
      widest((row) => (row.device === undefined ? row.size : '')),
      devices ? major + 2 + minor : 0,
    );
    const blocks = widest((row) => row.blocks);
    for (const row of rows) {
      const group = options.has('o') || options.has('G') ? '' : ` ${owner}`;
      const user = options.has('g') ? '' : ` ${owner}`;
      const [first = '', second = ''] = row.device ?? [];
      const shown =
        row.device === undefined
          ? row.size.padStart(size)
          : `${first.padStart(size - 2 - minor)}, ${second.padStart(minor)}`;
      const lead = options.has('s') ? `${row.blocks.padStart(blocks)} ` : '';
      const inode = `${lead}${row.mode} ${row.links.padStart(links)}`;
      out(`${inode}${user}${group} ${shown} ${time} ${row.name}${row.target}\n`);
    }
  }
}

/** Stands for an entry whose kind nobody asks for: listing 65,535 names makes no nodes. */
const PLAIN: VNode = { type: 'file', mode: 0, size: 0 };

/** KiB on the disk: nothing in sysfs, whole blocks elsewhere. */
function blocksOf(node: VNode): number {
  if (node.type === 'dir') return node.create === undefined ? 0 : 4;
  return 0;
}

const quoteForTitle = (path: string) =>
  path.includes(':') ? quoteAlways(path) : quoteForTerminal(path);

export const ls: Command = {
  name: 'ls',
  run(context) {
    const options = readOptions(context, {
      short: 'aAdhlRrSt1CxFpLHnogGisUfvNmkcuXZw:I:T:',
      long: {
        all: 'a',
        'almost-all': 'A',
        directory: 'd',
        'human-readable': 'h',
        recursive: 'R',
        reverse: 'r',
        dereference: 'L',
        classify: 'F',
        size: 's',
        inode: 'i',
        literal: 'N',
        'numeric-uid-gid': 'n',
      },
    });
    return options === null ? 2 : new Listing(context, options).run();
  },
};
