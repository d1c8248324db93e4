import type { VNode } from '../engine/linux/vfs';

/** `drwxr-xr-x`. */
export function modeText(node: VNode): string {
  const kind = node.type === 'dir' ? 'd' : node.type === 'link' ? 'l' : node.device ? 'c' : '-';
  let text = kind;
  for (let bit = 8; bit >= 0; bit -= 1)
    text += ((node.mode >> bit) & 1) === 1 ? 'rwx'[(8 - bit) % 3] : '-';
  return text;
}

/** Hard links: a directory has one for itself, its name, and each directory in it. */
export function linkCount(node: VNode): number {
  if (node.type !== 'dir') return 1;
  let count = 2;
  for (const name of node.list()) if (node.get(name)?.type === 'dir') count += 1;
  return count;
}

/** `1.5K`, as `-h` prints sizes: rounded up. */
export function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < 5) {
    value /= 1024;
    unit += 1;
  }
  const shown = value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
  return `${value < 10 ? shown.toFixed(1) : String(shown)}${'KMGTPE'[unit] ?? ''}`;
}
