import { SysError } from '../engine/linux/errno';
import type { VDir, VFile, VNode } from '../engine/linux/vfs';
import { byteLength, fromBytes, toBytes } from './bytes';
import type { FileSystem } from './command';
import { withoutTrailing } from './trailing';

const MAX_LINKS = 40;
const MAX_NAME = 255;

interface Place {
  readonly name: string;
  readonly dir: VDir;
}

interface Found {
  /** undefined: only the last name is missing. */
  readonly node: VNode | undefined;
  /** The directory that holds it; undefined for the root. */
  readonly parent: VDir | undefined;
  readonly name: string;
  /** Absolute, without links. */
  readonly path: string;
}

/** What `/dev/stdin`, `/dev/stdout` and `/dev/stderr` are for the running command. */
export interface Standard {
  readonly read: () => string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const OUTPUTS: Readonly<Record<string, 'out' | 'err'>> = {
  '/dev/stdout': 'out',
  '/dev/fd/1': 'out',
  '/dev/tty': 'out',
  '/dev/stderr': 'err',
  '/dev/fd/2': 'err',
};
const INPUTS = ['/dev/stdin', '/dev/fd/0', '/proc/self/fd/0', '/dev/tty'];

/** The simulated kernel's tree by paths, as the process sees it that has `cwd`. */
export class Files implements FileSystem {
  readonly #root: VDir;
  readonly #spend: (work: number) => void;
  #cwd = '/';
  #standard: Standard | null = null;

  constructor(root: VDir, spend: (work: number) => void) {
    this.#root = root;
    this.#spend = spend;
  }

  get cwd(): string {
    return this.#cwd;
  }

  /** Runs something with these as its standard streams. */
  within<T>(standard: Standard, run: () => T): T {
    const outer = this.#standard;
    this.#standard = standard;
    try {
      return run();
    } finally {
      this.#standard = outer;
    }
  }

  chdir(path: string): void {
    const target = this.resolve(path);
    if (this.stat(target, true).type !== 'dir') throw new SysError('ENOTDIR');
    this.#cwd = target;
  }

  /** Where a subshell began; it may be gone by now. */
  returnTo(path: string): void {
    this.#cwd = path;
  }

  resolve(path: string): string {
    const names: string[] = [];
    for (const name of (path.startsWith('/') ? path : `${this.#cwd}/${path}`).split('/')) {
      if (name === '..') names.pop();
      else if (name !== '' && name !== '.') names.push(name);
    }
    return `/${names.join('/')}`;
  }

  /** Walks as the kernel does: `..` is the real parent, links count. */
  #walk(path: string, follow: boolean): Found {
    if (path === '') throw new SysError('ENOENT');
    const top: Place = { name: '', dir: this.#root };
    let dirs: Place[] = [top];
    let leaf: { name: string; node: VNode | undefined } | null = null;
    const rest = (path.startsWith('/') ? path : `${this.#cwd}/${path}`).split('/').toReversed();
    let links = 0;
    while (rest.length > 0) {
      const name = rest.pop() ?? '';
      if (leaf !== null) {
        if (leaf.node !== undefined) throw new SysError('ENOTDIR');
        if (name === '') continue;
        throw new SysError('ENOENT');
      }
      if (name === '' || name === '.') continue;
      if (name === '..') {
        if (dirs.length > 1) dirs.pop();
        continue;
      }
      if (name.length > MAX_NAME) throw new SysError('ENAMETOOLONG');
      this.#spend(5);
      const node = dirs.at(-1)?.dir.get(name);
      if (node?.type === 'link' && (rest.length > 0 || follow)) {
        links += 1;
        if (links > MAX_LINKS) throw new SysError('ELOOP');
        for (const part of node.target.split('/').toReversed()) rest.push(part);
        if (node.target.startsWith('/')) dirs = [top];
      } else if (node?.type === 'dir') dirs.push({ name, dir: node });
      else leaf = { name, node };
    }
    const names = dirs.slice(1).map((place) => place.name);
    if (leaf !== null) {
      const where = `/${[...names, leaf.name].join('/')}`;
      return { ...leaf, parent: dirs.at(-1)?.dir, path: where };
    }
    const own = dirs.at(-1) ?? top;
    return { node: own.dir, parent: dirs.at(-2)?.dir, name: own.name, path: `/${names.join('/')}` };
  }

  stat(path: string, follow: boolean): VNode {
    const { node } = this.#walk(path, follow);
    if (node === undefined) throw new SysError('ENOENT');
    return node;
  }

  real(path: string): string {
    const found = this.#walk(path, true);
    if (found.node === undefined) throw new SysError('ENOENT');
    return found.path;
  }

  #readable(path: string): VFile {
    const node = this.stat(path, true);
    if (node.type === 'dir') throw new SysError('EISDIR');
    if (node.type === 'link') throw new SysError('ELOOP');
    if (node.read === undefined && node.readBytes === undefined)
      throw new SysError((node.mode & 0o444) === 0 ? 'EACCES' : 'EIO');
    return node;
  }

  readText(path: string): string {
    if (this.#standard !== null && INPUTS.includes(path)) return this.#standard.read();
    const node = this.#readable(path);
    const text = node.read?.() ?? fromBytes(node.readBytes?.() ?? new Uint8Array());
    this.#spend(20 + text.length);
    return text;
  }

  readBytes(path: string): Uint8Array {
    const node = this.#readable(path);
    const bytes = node.readBytes?.() ?? toBytes(node.read?.() ?? '');
    this.#spend(20 + bytes.length);
    return bytes;
  }

  writeText(path: string, text: string, append: boolean): void {
    const write = this.open(path, append);
    if (text !== '') write(text);
  }

  open(path: string, append: boolean): (text: string) => void {
    const special = OUTPUTS[path];
    if (special !== undefined && this.#standard !== null) return this.#standard[special];
    const slash = path.endsWith('/');
    const { node, parent, name } = this.#walk(
      slash ? withoutTrailing(path, '/') || '/' : path,
      true,
    );
    if (node?.type === 'dir' || slash) throw new SysError('EISDIR');
    if (node?.type === 'link' || parent === undefined) throw new SysError('ELOOP');
    const ordinary = parent.create !== undefined;
    const file = node ?? this.#create(parent, name);
    const { write } = file;
    if (write === undefined || ((file.mode & 0o222) === 0 && !ordinary))
      throw new SysError('EACCES');
    const text = ordinary && file.device === undefined;
    if (text && !append) write('', false);
    return (more) => {
      this.#spend(20 + more.length);
      write(more, text || append);
    };
  }

  #create(dir: VDir, name: string): VFile {
    if (dir.create === undefined) throw new SysError('EACCES');
    return dir.create(name);
  }

  list(path: string): readonly string[] {
    const node = this.stat(path, true);
    if (node.type !== 'dir') throw new SysError('ENOTDIR');
    const names = node.list();
    this.#spend(20 + names.length * 2);
    return names;
  }

  makeDir(path: string): void {
    const { node, parent, name } = this.#walk(withoutTrailing(path, '/') || '/', false);
    if (node !== undefined || parent === undefined) throw new SysError('EEXIST');
    if (parent.mkdir === undefined) throw new SysError('EPERM');
    parent.mkdir(name);
  }

  remove(path: string): void {
    const { node, parent, name } = this.#walk(path, false);
    if (node === undefined) throw new SysError('ENOENT');
    if (name === '' || parent === undefined) throw new SysError('EBUSY');
    if (node.type === 'dir' && node.list().length > 0) throw new SysError('ENOTEMPTY');
    if (parent.remove === undefined) throw new SysError('EPERM');
    parent.remove(name);
  }

  makeLink(path: string, target: string): void {
    const { node, parent, name } = this.#walk(path, false);
    if (node !== undefined || parent === undefined) throw new SysError('EEXIST');
    if (parent.link === undefined) throw new SysError('EPERM');
    parent.link(name, target);
  }
}

/** Bytes `ls -l` and `stat` give for what is at a path; a link in sysfs has none. */
export function sizeAt(fs: FileSystem, path: string, node: VNode): number {
  if (node.type === 'file') return node.size;
  if (node.type === 'dir') return node.create === undefined ? 0 : 4096;
  const bare = withoutTrailing(path, '/');
  const above = withoutTrailing(bare.slice(0, bare.lastIndexOf('/') + 1), '/');
  const holder = fs.stat(above === '' ? (path.startsWith('/') ? '/' : '.') : above, true);
  return holder.type === 'dir' && holder.create === undefined ? 0 : byteLength(node.target);
}
