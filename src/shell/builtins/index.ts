import type { Builtin } from '../exec/shell';
import { cd, pwd } from './directories';
import { echo } from './echo';
import { env, which } from './env';
import { flowBuiltins } from './flow';
import { nameBuiltins } from './names';
import { printf } from './printf';
import { read } from './read';
import { shellBuiltins } from './shells';
import { testBuiltins } from './test';
import { variableBuiltins } from './variables';

const nothing = (name: string, status: number): Builtin => ({ name, run: () => status });

/** What the shell does itself. */
export const builtins: readonly Builtin[] = [
  nothing(':', 0),
  nothing('true', 0),
  nothing('false', 1),
  cd,
  echo,
  env,
  printf,
  pwd,
  read,
  which,
  nothing('wait', 0),
  nothing('jobs', 0),
  nothing('hash', 0),
  ...flowBuiltins,
  ...nameBuiltins,
  ...shellBuiltins,
  ...testBuiltins,
  ...variableBuiltins,
];
