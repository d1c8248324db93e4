import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { recordedMachine, ridOf } from '../pci/testing-machines';
import { bootKernel, type BootedKernel } from './boot';
import type { VDir, VNode } from './vfs';

// Every byte of configuration space after the kernel booted, its drivers were bound and VFs were switched on,
// beside dumps of real kernels, where those lie beside the project.
const folder = fileURLToPath(new URL('../../../../shared/reference/linux/', import.meta.url));
const read = (name: string, file: string) => readFileSync(join(folder, name, file), 'utf8');
const dumps = existsSync(folder)
  ? readdirSync(folder).flatMap((name) =>
      (existsSync(join(folder, name, '00-boot.txt')) ? readdirSync(join(folder, name)) : [])
        .filter((file) => /(vfs-\d+|plain)\.lspci-xxxx\.txt$/.test(file))
        .map((file) => [name, file] as const),
    )
  : [];

/** Functions of an `lspci -xxxx` dump: Routing ID and bytes. */
function readDump(text: string): readonly (readonly [number, readonly number[]])[] {
  const dump: [number, number[]][] = [];
  for (const line of text.split('\n')) {
    const slot = /^([0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) /.exec(line)?.[1];
    if (slot !== undefined) dump.push([ridOf(slot), []]);
    const row = /^[0-9a-f]+: ([0-9a-f ]+)$/.exec(line)?.[1];
    const bytes = row?.trim().split(' ') ?? [];
    dump.at(-1)?.[1].push(...bytes.map((hex) => parseInt(hex, 16)));
  }
  return dump;
}

const isDir = (node: VNode | undefined): node is VDir => node?.type === 'dir';

/** The node at an absolute path without links. */
function at(root: VDir, path: string): VNode | undefined {
  let node: VNode | undefined = root;
  for (const part of path.split('/').filter((name) => name !== '')) {
    node = isDir(node) ? node.get(part) : undefined;
  }
  return node;
}

function write(kernel: BootedKernel, path: string, text: string): void {
  const file = at(kernel.root, path);
  if (file?.type !== 'file') throw new Error(`no file ${path}`);
  file.write?.(text, false);
}

const two = (value: number) => value.toString(16).padStart(2, '0');

describe.skipIf(dumps.length === 0)('configuration space of a running host', () => {
  test.each(dumps)('%s/%s', (name, file) => {
    const kernel = bootKernel(recordedMachine(read(name, 'command.txt')), { seed: 1 });
    kernel.coldplug();
    kernel.pass(3_000_000_000);
    const [, bus = '', device = '', fn = '', numVfs = '0'] =
      /^(\w\w)-(\w\w)-(\d)-vfs-(\d+)/.exec(file) ?? [];
    const noAuto = read(name, 'command.txt').includes('gt.noauto=1');
    if (numVfs !== '0') {
      const path = pathOf(kernel, `0000:${bus}:${device}.${fn}`);
      if (noAuto) write(kernel, `${path}/sriov_drivers_autoprobe`, '0\n');
      write(kernel, `${path}/sriov_numvfs`, `${numVfs}\n`);
    }
    kernel.pass(3_000_000_000);
    const seen = kernel.functions();
    const wrong: string[] = [];
    for (const [rid, theirs] of readDump(read(name, file))) {
      const slot = `${two(rid >> 8)}:${two((rid >> 3) & 31)}.${String(rid & 7)}`;
      const ours = seen.find((f) => ((f.bus << 8) | (f.device << 3) | f.fn) === rid)?.config;
      if (ours?.length !== theirs.length) wrong.push(`${slot} ${String(ours?.length)} bytes`);
      for (const [i, byte] of theirs.entries()) {
        if (ours?.[i] !== byte)
          wrong.push(`${slot} ${two(i)}: ${two(byte)} is ${two(ours?.[i] ?? 0)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** Where sysfs keeps a function: below the bridges that lead to it. */
function pathOf(kernel: BootedKernel, name: string): string {
  const link = at(kernel.root, `/sys/bus/pci/devices/${name}`);
  if (link?.type !== 'link') throw new Error(`no function ${name}`);
  return link.target.replace(/^(\.\.\/)+/, '/sys/');
}
