import type { Host } from './host';
import { iomemText, ioportsText } from './maps';
import { interruptsText } from './proc-interrupts';
import { sysNode } from './sysfs/root';
import type { VDir, VNode } from './vfs';
import { directory, MemoryDirectory, readOnly } from './vfs-nodes';

function proc(host: Host): VDir {
  const file = (read: () => string): VNode => ({ type: 'file', mode: 0o444, size: 0, read });
  return directory(
    () =>
      new Map<string, VNode>([
        ['cmdline', file(() => `${host.machine.cmdline}\n`)],
        ['interrupts', file(() => interruptsText(host))],
        ['iomem', { type: 'file', mode: 0o400, size: 0, read: () => iomemText(host) }],
        ['ioports', { type: 'file', mode: 0o400, size: 0, read: () => ioportsText(host) }],
        ['modules', file(() => modulesText(host))],
        ['sys', directory(() => new Map([['kernel', sysctl(host)]]))],
        [
          'uptime',
          file(() => `${(host.clock.now / 1e9).toFixed(2)} ${(host.clock.now / 1e9).toFixed(2)}\n`),
        ],
        ['version', file(() => `Linux version ${host.release} ${host.build}\n`)],
      ]),
  );
}

function sysctl(host: Host): VDir {
  return directory(
    () =>
      new Map<string, VNode>([
        ['hostname', readOnly(() => '(none)\n')],
        ['osrelease', readOnly(() => `${host.release}\n`)],
      ]),
  );
}

function modulesText(host: Host): string {
  return host.modules
    .loadedNames()
    .map((name) => {
      const module = host.modules.loaded(name);
      const users = module?.users ?? [];
      const list = users.length === 0 ? '-' : `${users.join(',')},`;
      return `${name} ${module?.definition.size ?? 0} ${users.length} ${list} Live 0x0000000000000000\n`;
    })
    .join('');
}

function dev(host: Host): VDir {
  const standard: readonly (readonly [string, VNode])[] = [
    ['full', character(1, 7, 0o666)],
    ['null', { ...character(1, 3, 0o666), read: () => '', write: () => undefined }],
    ['zero', character(1, 5, 0o666)],
  ];
  return directory(() => {
    const entries = new Map<string, VNode>(standard);
    const vfio = new Map<string, VNode>();
    for (const [path, node] of host.nodes) {
      if (path.startsWith('vfio/')) vfio.set(path.slice(5), node);
      else entries.set(path, node);
    }
    if (vfio.size > 0)
      entries.set(
        'vfio',
        directory(() => vfio),
      );
    return entries;
  });
}

function character(major: number, minor: number, mode: number) {
  return { type: 'file', mode, size: 0, device: [major, minor] } as const;
}

/** `/`. */
export function rootNode(host: Host): VDir {
  const root = new MemoryDirectory();
  const home = new MemoryDirectory(0o700);
  root.put('dev', dev(host));
  root.put('proc', proc(host));
  root.put('root', home);
  root.put('sys', sysNode(host));
  root.put('tmp', new MemoryDirectory(0o1777));
  return root;
}
