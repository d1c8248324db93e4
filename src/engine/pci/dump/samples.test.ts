import { describe, expect, it } from 'vitest';
import { formatBdf, ridOf } from '../routing';
import { fabricFromDump } from './dump-fabric';
import type { DumpedFunction } from './dumped';
import { possibleVfs } from './dumped-pf';
import { readHost } from './read-host';

// Real listings lie beside the repository; a clone is without them, and then these are skipped.
const samples = import.meta.glob<string>('../../../../../shared/samples/lspci/*', {
  eager: true,
  import: 'default',
  query: '?raw',
});

/** The bytes of an `lspci -xxxx` listing: enough of a reader for well-formed ones. */
function functionsOf(name: string): readonly DumpedFunction[] {
  const text = Object.entries(samples).find(([path]) => path.endsWith(`/${name}`))?.[1] ?? '';
  const found: { rid: number; bytes: number[] }[] = [];
  for (const line of text.split('\n')) {
    const [, bus = '', device = '', fn = ''] =
      /^(?:[0-9a-f]{4}:)?([0-9a-f]{2}):([0-9a-f]{2})\.([0-7]) /u.exec(line) ?? [];
    if (bus !== '') {
      const rid = ridOf(parseInt(bus, 16), parseInt(device, 16), Number(fn));
      found.push({ rid, bytes: [] });
    }
    const [, at = '', bytes = ''] = /^([0-9a-f]{2,3}): ((?:[0-9a-f]{2} ?){16})$/u.exec(line) ?? [];
    if (at === '') continue;
    for (const [i, byte] of bytes.trim().split(' ').entries()) {
      const last = found.at(-1);
      if (last !== undefined) last.bytes[parseInt(at, 16) + i] = parseInt(byte, 16);
    }
  }
  return found.map(({ rid, bytes }) => ({ rid, config: Uint8Array.from(bytes) }));
}

describe.skipIf(Object.keys(samples).length === 0)('real listings', () => {
  it('an 82576: eight VFs from 02:10.0, of which the driver takes seven', () => {
    const host = readHost(functionsOf('cap-pcie-2'));
    const [card] = host.cards;
    expect(host.problems).toEqual([]);
    expect(card?.profile).toMatchObject({ id: 'intel-82576', pfs: 1, pcieGen: 1, pcieLanes: 4 });
    expect([...possibleVfs(host.pfs[0]!)].map((rid) => formatBdf(rid))).toEqual([
      '02:10.0',
      '02:10.2',
      '02:10.4',
      '02:10.6',
      '02:11.0',
      '02:11.2',
      '02:11.4',
      '02:11.6',
    ]);
    expect(card?.pfs[0]?.vfBars[0]).toMatchObject({ sizeBytes: 16384, sizeFrom: 'spacing' });
    expect(card?.limits).toMatchObject({ max: 7, binding: 'driver-max' });
  });

  it('a ThunderX: 128 VFs on its own bus, no VF BAR register, 1 MiB pages', () => {
    const { cards, pfs } = readHost(functionsOf('cap-ea-1'));
    expect(pfs[0]).toMatchObject({ numVfs: 128, vfBars: [], systemPage: 2 ** 20 });
    expect(cards[0]).toMatchObject({ known: false, network: true });
    expect(cards[0]?.limits).toMatchObject({ max: 128, binding: 'total-vfs' });
  });

  it('a PC of several buses: the same tree as hardware, every function with its bytes', () => {
    const functions = functionsOf('tree-asus-p6t6');
    const host = readHost(functions);
    expect(host.pfs).toEqual([]);
    const { fabric, left } = fabricFromDump(host);
    expect(left).toEqual([]);
    const shown = [...fabric.functions()].map(([rid]) => rid);
    expect(shown).toEqual(functions.map(({ rid }) => rid).toSorted((a, b) => a - b));
  });
});
