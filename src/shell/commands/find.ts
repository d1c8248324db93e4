import { SysError } from '../../engine/linux/errno';
import type { VNode } from '../../engine/linux/vfs';
import type { Command } from '../command';
import { quotePlain } from '../quoting';
import { RegexFailure } from '../regex/regex';
import { withoutTrailing } from '../trailing';
import { Expression } from './find/expression';
import { Mistake, type Visit } from './find/tests';

export const find: Command = {
  name: 'find',
  run(context) {
    const { args, fs, err } = context;
    let i = 0;
    let follow = 'P';
    for (; /^-[PHL]$/.test(args[i] ?? ''); i += 1) follow = args[i]?.slice(1) ?? 'P';
    const roots: string[] = [];
    for (; i < args.length && !/^(?:-.|[!(),]$)/.test(args[i] ?? ''); i += 1)
      roots.push(args[i] ?? '');
    const words = args.slice(i);
    if (words.includes('-follow')) follow = 'L';
    let expression: Expression;
    try {
      expression = new Expression(words, context);
    } catch (error) {
      if (!(error instanceof Mistake || error instanceof RegexFailure)) throw error;
      err(`find: ${error.message}\n`);
      return 1;
    }
    let status = 0;
    const complain = (path: string, error: unknown) => {
      if (!(error instanceof SysError)) throw error;
      err(`find: ${quotePlain(path)}: ${error.message}\n`);
      status = 1;
    };
    const visit = (path: string, depth: number, above: readonly string[]): void => {
      if (expression.stopped) return;
      context.spend(60);
      let node: VNode;
      try {
        node = fs.stat(path, false);
        if (node.type === 'link' && (follow === 'L' || (follow === 'H' && depth === 0))) {
          try {
            node = fs.stat(path, true);
          } catch (error) {
            if (error instanceof SysError && error.errno === 'ELOOP') throw error;
          }
        }
      } catch (error) {
        complain(path, error);
        return;
      }
      let below = above;
      if (node.type === 'dir' && follow === 'L') {
        const real = fs.real(path);
        if (above.includes(real)) {
          err(
            `find: File system loop detected; ${quotePlain(path)} is part of the same file system loop as ${quotePlain(loopStart(roots, above, real))}.\n`,
          );
          status = 1;
          return;
        }
        below = [...above, real];
      }
      const trimmed = withoutTrailing(path, '/') || path.slice(0, 1);
      const own: Visit = {
        path,
        name: trimmed.slice(trimmed.lastIndexOf('/') + 1) || '/',
        node,
        depth,
      };
      const see = () => {
        if (depth >= expression.minDepth) expression.test(own);
      };
      if (!expression.postOrder) see();
      const pruned = expression.takePruned();
      if (node.type === 'dir' && depth < expression.maxDepth && !pruned) {
        const prefix = path.endsWith('/') ? path : `${path}/`;
        for (const name of node.list()) visit(prefix + name, depth + 1, below);
      }
      if (expression.postOrder) see();
    };
    for (const root of roots.length > 0 ? roots : ['.']) visit(root, 0, []);
    expression.finish();
    return Math.max(status, expression.status);
  },
};

/** The name under which the directory was entered first, as far as it is known. */
function loopStart(roots: readonly string[], above: readonly string[], real: string): string {
  return above.indexOf(real) === 0 ? (roots[0] ?? '.') : real;
}
