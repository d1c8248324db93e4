import { expect, test } from 'vitest';
import { hideSerials } from './hide-serials';
import { readDump } from './read-dump';

/** One function with a serial number at 140: its header and the two rows that matter. */
const row = (offset: number, bytes: string) => `${offset.toString(16).padStart(2, '0')}: ${bytes}`;
const ZERO = Array.from({ length: 16 }, () => '00').join(' ');
const DUMP = [
  '01:00.0 Ethernet controller: Intel Corporation 82576',
  '\tCapabilities: [140 v1] Device Serial Number a0-36-9f-ff-ff-12-34-56',
  '\t\t[SN] Serial number: XYZ123',
  row(0, '86 80 c9 10 07 04 10 00 01 00 00 02 10 00 80 00'),
  ...Array.from({ length: 15 }, (_, i) => row(16 * (i + 1), ZERO)),
  row(0x100, '03 00 01 14 00 00 00 00 00 00 00 00 00 00 00 00'),
  ...Array.from({ length: 3 }, (_, i) => row(0x110 + 16 * i, ZERO)),
  row(0x140, '03 00 01 00 56 34 12 ff ff 9f 36 a0 aa bb cc dd'),
  ...Array.from({ length: 0xfff / 16 - 0x14 }, (_, i) => row(0x150 + 16 * i, ZERO)),
  '',
].join('\n');

test('serial numbers are zeroed in bytes and words, and nothing else changes', () => {
  const hidden = hideSerials(DUMP, readDump(DUMP));
  const changed = hidden.split('\n').filter((line, i) => line !== DUMP.split('\n')[i]);
  expect(changed).toEqual([
    '\tCapabilities: [140 v1] Device Serial Number 00-00-00-00-00-00-00-00',
    '\t\t[SN] Serial number: (hidden)',
    '140: 03 00 01 00 00 00 00 00 00 00 00 00 aa bb cc dd',
  ]);
});
