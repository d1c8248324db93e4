import { describe, expect, it } from 'vitest';
import { blueprintOf } from './catalog';

// Real dumps lie beside the repository; a clone is without them, and then these are skipped.
const samples = import.meta.glob<string>('../../../../../shared/samples/lspci/cap-*', {
  eager: true,
  import: 'default',
  query: '?raw',
});

/** Offsets at which PF0 as built differs from PF0 as dumped. */
function differences(id: string, sample: string): readonly string[] {
  const text = Object.entries(samples).find(([path]) => path.endsWith(sample))?.[1] ?? '';
  const ours = blueprintOf(id)?.functions[0]?.config;
  return [...text.matchAll(/^([0-9a-f]{2,3}): ((?:[0-9a-f]{2} ?){16})$/gmu)].flatMap(
    ([, at = '', bytes = '']) =>
      bytes
        .trim()
        .split(' ')
        .map((byte, i) => [parseInt(at, 16) + i, parseInt(byte, 16)] as const)
        .filter(([offset, byte]) => ours?.[offset] !== byte)
        .map(([offset]) => offset.toString(16)),
  );
}

describe.skipIf(Object.keys(samples).length === 0)('a card as built and as dumped', () => {
  it('are alike on an 82576 but for what software wrote and errors set', () => {
    const header = '4 5 c 12 13 17 18 19 1e 1f 32 33 3c';
    // MSI-X on; Device Control, Device Status, Link Control; VPD data outside of any list.
    const capabilities = '73 a8 aa b0 e0';
    // A correctable error; VF Enable, NumVFs, VF BARs.
    const extended = '111 168 170 186 187 192 193';
    expect(differences('intel-82576', 'cap-pcie-2').join(' ')).toBe(
      `${header} ${capabilities} ${extended}`,
    );
  });

  it('are alike on a ThunderX but for that, and its vendor’s own registers', () => {
    const vendors = '11c 11d 12b 12c 12d 133 134 135 143 144 145';
    expect(differences('cavium-thunderx', 'cap-ea-1').join(' ')).toBe(
      `4 83 ${vendors} 188 190 1a0 1a1`,
    );
  });
});
