import { expect, it } from 'vitest';
import { pictureOf, samplePf } from '../testing';
import { blocksOf } from './byte-map';
import { blockUnder, heatOf, layoutOverview } from './overview-layout';

const picture = pictureOf(samplePf());
const blocks = blocksOf(picture);
const overview = layoutOverview(picture.bytes, blocks, new Set([0x170]), 4);

it('draws 4 KiB as 64 rows of 64 bytes, 256 bytes as four', () => {
  expect([overview.width, overview.height]).toEqual([256, 256]);
  expect(layoutOverview(new Uint8Array(256), [], new Set(), 4).height).toBe(16);
});

it('draws each byte that is not zero once', () => {
  const drawn = overview.heat.reduce((sum, { d }) => sum + d.split('M').length - 1, 0);
  expect(drawn).toBe(picture.bytes.filter((byte) => byte !== 0).length);
  expect(overview.changed).toBe('M192,20h4v4h-4z');
  expect([0, 1, 3, 0xff].map(heatOf)).toEqual([0, 1, 2, 3]);
});

it('cuts a block that crosses a row', () => {
  // SR-IOV at 160 with 64 bytes: 32 bytes in row 5 and 32 in row 6.
  expect(overview.blocks[2]?.d).toBe('M128,20h128v4h-128zM0,24h128v4h-128z');
});

it('finds the block under the pointer, or the nearest', () => {
  expect(blockUnder(overview, blocks, 130, 22)?.key).toBe('sriov-352');
  expect(blockUnder(overview, blocks, 10, 30)?.key).toBe('sriov-352');
  expect(blockUnder(overview, blocks, 10, 200)).toBeNull();
});
