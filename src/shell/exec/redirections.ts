import { SysError } from '../../engine/linux/errno';
import type { Redirect, Word } from '../parse/ast';
import type { Shell } from './shell';
import { Input, type Descriptor, type Descriptors } from './streams';

/** A redirection that cannot be made; the message is what follows `bash: `. */
export class RedirectionFailure extends Error {}

function target(shell: Shell, word: Word): string {
  const [path, ...more] = shell.expander.words([word]);
  if (path === undefined || more.length > 0)
    throw new RedirectionFailure(`${word.raw}: ambiguous redirect`);
  return path;
}

function failure(shell: Shell, path: string, error: unknown, writing: boolean): unknown {
  if (!(error instanceof SysError)) return error;
  if (shell.flavour === 'bash') return new RedirectionFailure(`${path}: ${error.message}`);
  const said =
    error.errno !== 'ENOENT' ? error.message : writing ? 'nonexistent directory' : 'no such file';
  return new RedirectionFailure(`can't ${writing ? 'create' : 'open'} ${path}: ${said}`);
}

function forWriting(shell: Shell, path: string, append: boolean): Descriptor {
  if (path === '') throw new RedirectionFailure(`: No such file or directory`);
  try {
    return { output: { kind: 'file', write: shell.files.open(path, append) } };
  } catch (error) {
    throw failure(shell, path, error, true);
  }
}

function forReading(shell: Shell, path: string): Descriptor {
  try {
    return { input: new Input(shell.files.readText(path), true) };
  } catch (error) {
    // A directory opens; reading it is what fails, in whoever reads.
    if (error instanceof SysError && error.errno === 'EISDIR') return { input: new Input('') };
    throw failure(shell, path, error, false);
  }
}

/** The descriptors with a command's redirections applied from left to right. Throws RedirectionFailure. */
export function redirected(
  shell: Shell,
  redirects: readonly Redirect[],
  before: Descriptors,
): Descriptors {
  if (redirects.length === 0) return before;
  const after = new Map(before);
  const standard = {
    read: () => after.get(0)?.input?.all() ?? '',
    out: (text: string) => after.get(1)?.output?.write(text),
    err: (text: string) => after.get(2)?.output?.write(text),
  };
  shell.files.within(standard, () => {
    for (const redirect of redirects) apply(shell, redirect, after);
  });
  return after;
}

function apply(shell: Shell, { fd, op, target: word }: Redirect, after: Map<number, Descriptor>) {
  switch (op) {
    case '<<':
      after.set(fd, { input: new Input(shell.expander.single(word)) });
      return;
    case '<<<':
      after.set(fd, { input: new Input(`${shell.expander.single(word)}\n`) });
      return;
    case '<':
      after.set(fd, forReading(shell, target(shell, word)));
      return;
    case '<>': {
      const path = target(shell, word);
      after.set(fd, { ...forWriting(shell, path, true), ...forReading(shell, path) });
      return;
    }
    case '>':
    case '>|':
      after.set(fd, forWriting(shell, target(shell, word), false));
      return;
    case '>>':
      after.set(fd, forWriting(shell, target(shell, word), true));
      return;
    case '&>':
    case '&>>': {
      const file = forWriting(shell, target(shell, word), op === '&>>');
      after.set(1, file).set(2, file);
      return;
    }
    case '>&':
    case '<&': {
      const name = target(shell, word);
      if (name === '-') {
        after.delete(fd);
        return;
      }
      const source = after.get(Number(name));
      if (!/^\d+$/.test(name)) throw new RedirectionFailure(`${name}: ambiguous redirect`);
      if (source === undefined) throw new RedirectionFailure(`${name}: Bad file descriptor`);
      after.set(fd, source);
      return;
    }
  }
}
