import { SysError } from './errno';
import type { VDir, VFile, VLink, VNode } from './vfs';

/** A directory whose entries are made when somebody looks. Sorted by name where the maker does not sort. */
export function directory(entries: () => ReadonlyMap<string, VNode>, mode = 0o755): VDir {
  return {
    type: 'dir',
    mode,
    list: () => [...entries().keys()],
    get: (name) => entries().get(name),
  };
}

export function link(target: string): VLink {
  return { type: 'link', mode: 0o777, target };
}

/** A sysfs attribute that is only read. */
export function readOnly(read: () => string): VFile {
  return { type: 'file', mode: 0o444, size: 4096, read };
}

/** One that prints a line. */
export function line(read: () => string): VFile {
  return readOnly(() => `${read()}\n`);
}

export function readWrite(read: () => string, write: (text: string) => void): VFile {
  return { type: 'file', mode: 0o644, size: 4096, read, write };
}

export function writeOnly(write: (text: string) => void): VFile {
  return { type: 'file', mode: 0o200, size: 4096, write };
}

/** An attribute one may write but to no effect that the model has. */
export function inert(text: string, mode = 0o644): VFile {
  return {
    type: 'file',
    mode,
    size: 4096,
    read: () => text,
    write: () => {
      throw new SysError('EINVAL');
    },
  };
}

/** A directory of files and directories that users make: what `/tmp` and `/root` are. */
export class MemoryDirectory implements VDir {
  readonly type = 'dir';
  readonly mode: number;
  private readonly nodes = new Map<string, VNode>();

  constructor(mode = 0o755) {
    this.mode = mode;
  }

  readonly list = (): readonly string[] => [...this.nodes.keys()].sort();

  readonly get = (name: string): VNode | undefined => this.nodes.get(name);

  readonly create = (name: string): VFile => {
    const file = textFile('');
    this.nodes.set(name, file);
    return file;
  };

  readonly mkdir = (name: string): VDir => {
    if (this.nodes.has(name)) throw new SysError('EEXIST');
    const made = new MemoryDirectory();
    this.nodes.set(name, made);
    return made;
  };

  readonly remove = (name: string): void => {
    const node = this.nodes.get(name);
    if (node === undefined) throw new SysError('ENOENT');
    if (node.type === 'dir' && node.list().length > 0) throw new SysError('ENOTEMPTY');
    this.nodes.delete(name);
  };

  put(name: string, node: VNode): void {
    this.nodes.set(name, node);
  }
}

/** An ordinary file. */
export function textFile(initial: string): VFile {
  let text = initial;
  return {
    type: 'file',
    mode: 0o644,
    get size() {
      return byteLength(text);
    },
    read: () => text,
    write: (more, append) => {
      text = append ? text + more : more;
    },
  };
}

/** Bytes of a text in UTF-8. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
