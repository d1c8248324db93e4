import { SysError } from '../../engine/linux/errno';
import type { VNode } from '../../engine/linux/vfs';
import type { Command } from '../command';
import { compileGlob } from '../expand/glob';
import { readOptions } from '../options';

const plural = (count: number, one: string, many: string) =>
  `${String(count)} ${count === 1 ? one : many}`;

/** tree 2.1 in the C locale draws with ASCII when the output is no terminal that shows more. */
export const tree: Command = {
  name: 'tree',
  run(context) {
    const options = readOptions(context, {
      short: 'adflnNFqsiL:P:I:x',
      long: { noreport: 'n' },
    });
    if (options === null) return 1;
    const { fs, out } = context;
    const level = options.value('L');
    if (level !== undefined && !/^[1-9]\d*$/.test(level)) {
      context.err('tree: Invalid level, must be greater than 0.\n');
      return 1;
    }
    const deepest = Number(level ?? Infinity);
    const only = options.value('P');
    const but = options.value('I');
    const wanted = only === undefined ? null : compileGlob(only);
    const unwanted = but === undefined ? null : compileGlob(but);
    const counts = { directories: 0, files: 0 };
    let status = 0;

    const children = (
      path: string,
    ): { name: string; path: string; node: VNode; leads: VNode }[] => {
      const base = path.endsWith('/') ? path : `${path}/`;
      return fs
        .list(path)
        .filter((name) => options.has('a') || !name.startsWith('.'))
        .toSorted((a, b) => (a < b ? -1 : 1))
        .flatMap((name) => {
          const own = base + name;
          context.spend(40);
          try {
            const node = fs.stat(own, false);
            let leads = node;
            try {
              if (node.type === 'link') leads = fs.stat(own, true);
            } catch {
              leads = node;
            }
            if (options.has('d') && leads.type !== 'dir') return [];
            if (node.type !== 'dir' && wanted !== null && !wanted(name)) return [];
            return unwanted?.(name) === true ? [] : [{ name, path: own, node, leads }];
          } catch {
            return [];
          }
        });
    };

    const seen = new Set<string>();
    const draw = (path: string, indent: string, depth: number): void => {
      if (depth > deepest) return;
      const entries = children(path);
      if (depth === 1 && entries.length > 0) counts.directories += 1;
      for (const [i, { name, path: own, node, leads }] of entries.entries()) {
        const last = i === entries.length - 1;
        const real = node.type === 'link' && leads.type === 'dir' ? fs.real(own) : '';
        const loops = options.has('l') && real !== '' && seen.has(real);
        const target = node.type === 'link' ? ` -> ${node.target}` : '';
        const mark = options.has('F') && node.type === 'dir' ? '/' : '';
        const shown = options.has('f') ? own : name;
        const lead = options.has('i') ? '' : `${indent}${last ? '`-- ' : '|-- '}`;
        out(`${lead}${shown}${mark}${target}${loops ? '  [recursive, not followed]' : ''}\n`);
        if (leads.type === 'dir') counts.directories += 1;
        else counts.files += 1;
        const enter = node.type === 'dir' || (options.has('l') && real !== '' && !loops);
        if (!enter) continue;
        if (options.has('l')) seen.add(fs.real(own));
        draw(own, `${indent}${last ? '    ' : '|   '}`, depth + 1);
      }
    };

    for (const path of options.operands.length > 0 ? options.operands : ['.']) {
      try {
        if (fs.stat(path, true).type !== 'dir') throw new SysError('ENOTDIR');
        out(`${path}\n`);
        seen.add(fs.real(path));
        draw(path, '', 1);
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        out(`${path}  [error opening dir]\n`);
        if (error.errno === 'ENOTDIR') counts.files += 1;
        else status = 2;
      }
    }
    const directories = plural(counts.directories, 'directory', 'directories');
    const files = options.has('d') ? '' : `, ${plural(counts.files, 'file', 'files')}`;
    if (!options.has('n')) out(`\n${directories}${files}\n`);
    return status;
  },
};
