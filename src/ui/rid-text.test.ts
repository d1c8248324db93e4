import { expect, it } from 'vitest';
import { plugCard } from '../engine/pci/card';
import { deviceById } from '../engine/pci/devices';
import { bdfOf, ridBits, ridText } from './rid-text';

const card = plugCard(deviceById('intel-82599')!, 2, { ari: true, busesPerRootPort: 8 });

it('writes the sum of a VF and the plain number of a PF', () => {
  expect(card.functions.map((fn) => ridText(card, fn))).toEqual([
    'RID = 0x3b00 → 3b:00.0',
    'RID = 0x3b01 → 3b:00.1',
    'RID = 0x3b00 + 0x80 + 0·2 = 0x3b80 → 3b:10.0',
    'RID = 0x3b00 + 0x80 + 1·2 = 0x3b82 → 3b:10.2',
  ]);
});

it('agrees with the engine on how an address is printed', () => {
  expect(card.functions.map((fn) => bdfOf(fn.rid))).toEqual(card.functions.map((fn) => fn.bdf));
});

it('splits a Routing ID into bus, device and function bits', () => {
  expect(ridBits(0x3b82)).toEqual({ bus: '00111011', device: '10000', fn: '010' });
});
