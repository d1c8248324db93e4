import { SysError } from '../../engine/linux/errno';
import type { FileSystem } from '../command';
import { LineStopped, MAX_WORDS, type Budget } from '../exec/limits';
import { compileGlob, isPattern, unescapeGlob } from './glob';

const quietly = <T>(ask: () => T): T | undefined => {
  try {
    return ask();
  } catch (error) {
    if (error instanceof SysError) return undefined;
    throw error;
  }
};

/** `*`, `?`, `[` that no backslash precedes. */
const live = (pattern: string): boolean => isPattern(pattern.replace(/\\./gs, ''));

/** Paths that match, sorted; none where nothing does. Throws LineStopped. */
export function expandPathname(pattern: string, fs: FileSystem, budget: Budget): string[] {
  const steps = pattern.split(/(\/+)/);
  let found = [''];
  let checked = true;
  for (const [i, step] of steps.entries()) {
    if (i % 2 === 1 || step === '' || !live(step)) {
      found = found.map((path) => path + unescapeGlob(step));
      if (step !== '') checked = false;
      continue;
    }
    const matches = compileGlob(step);
    const hidden = /^\\?\./.test(step);
    const last = i === steps.length - 1;
    const next: string[] = [];
    for (const path of found) {
      const names = quietly(() => fs.list(path === '' ? '.' : path)) ?? [];
      budget.spend(20 + names.length * 4);
      const all = hidden ? ['.', '..', ...names] : names;
      for (const name of all) {
        if ((!hidden && name.startsWith('.')) || !matches(name)) continue;
        next.push(path + name);
      }
      if (next.length > MAX_WORDS)
        throw new LineStopped(`${unescapeGlob(pattern)}: more than ${String(MAX_WORDS)} files`);
    }
    found = next.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    checked = last;
  }
  if (checked) return found;
  return found.filter((path) => {
    budget.spend(20);
    return quietly(() => fs.stat(path, false)) !== undefined;
  });
}
