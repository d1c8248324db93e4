import type { ConfigTemplate } from '../config-space';
import type { VfBar } from '../device-profile';
import type { BarShape } from '../fabric';
import { barMask, makeTemplate, type Part } from '../registers/template';
import type { PlacedTable } from '../registers/register';
import { placedTables, readAt, walk } from '../registers/walk';

type Masks = Readonly<Record<string, number>>;

const BAR_NAMES = [0, 1, 2, 3, 4, 5].map((i) => `Base Address Register ${String(i)}`);
const NO_BARS: Masks = {
  ...Object.fromEntries(BAR_NAMES.map((name) => [name, 0])),
  'Expansion ROM Base Address': 0,
};
const NO_BRIDGE_BARS: Masks = {
  'Base Address Register 0': 0,
  'Base Address Register 1': 0,
  'Expansion ROM Base Address': 0,
};

/** A VF BAR as a BAR of its PF's SR-IOV capability: the size is one VF's. */
export const vfBarShape = ({ index, sizeBytes, is64bit, prefetchable }: VfBar): BarShape => ({
  index,
  size: sizeBytes,
  kind: is64bit ? 'mem64' : 'mem32',
  prefetchable,
});

/** Address bits of the VF BAR registers; a register that is neither a BAR nor an upper half takes none. */
function vfBarMasks(bars: readonly VfBar[]): Masks {
  const masks = [0, 0, 0, 0, 0, 0];
  for (const bar of bars) {
    const [low, high] = barMask(vfBarShape(bar));
    masks[bar.index] = low;
    if (bar.is64bit && bar.index < 5) masks[bar.index + 1] = high;
  }
  return Object.fromEntries(masks.map((mask, i) => [`VF BAR${String(i)}`, mask]));
}

/** Where a real function's registers take fewer bits than their table allows. */
function masksOf({ table, at }: PlacedTable, bytes: Uint8Array, vfBars: readonly VfBar[]): Masks {
  switch (table.id) {
    case 'header0':
      return NO_BARS;
    case 'header1':
      return NO_BRIDGE_BARS;
    case 'sriov':
      return vfBarMasks(vfBars);
    case 'acs':
      // A control stands only beside its capability.
      return { 'ACS Control': readAt(bytes, at + 4, 2) & 0x7f };
    default:
      return {};
  }
}

const BUS_MASTER_ENABLE = 4;
const INITIATE_FLR = 0x8000;

/** A VF's registers follow its PF but for bus mastering, FLR and what its interrupts need. */
function vfMasks({ table }: PlacedTable): Masks {
  switch (table.id) {
    case 'header0':
      return {
        ...NO_BARS,
        Command: BUS_MASTER_ENABLE,
        'Cache Line Size': 0,
        'Interrupt Line': 0,
      };
    case 'pcie':
      return { 'Device Control': INITIATE_FLR, 'Link Control': 0, 'Device Control 2': 0 };
    case 'acs':
      return { 'ACS Control': 0 };
    default:
      return {};
  }
}

function template(
  bytes: Uint8Array,
  bars: readonly BarShape[],
  masks: (placed: PlacedTable) => Masks,
): ConfigTemplate {
  const parts = placedTables(walk(bytes)).map((placed): Part => ({
    ...placed,
    writable: masks(placed),
  }));
  const size = bytes.length > 256 ? 4096 : 256;
  const reset = new Uint8Array(size);
  reset.set(bytes.subarray(0, size));
  // The tables give what can be changed; the bytes, unknown capabilities with them, are the card's.
  return { ...makeTemplate({ size, parts, bars }), reset };
}

/** A function from its bytes and the sizes of its BARs: what its registers let software change is their tables'. */
export const functionTemplate = (
  bytes: Uint8Array,
  bars: readonly BarShape[],
  vfBars: readonly VfBar[],
): ConfigTemplate => template(bytes, bars, (placed) => masksOf(placed, bytes, vfBars));

/** The same for the VFs of a PF. */
export const vfTemplate = (bytes: Uint8Array): ConfigTemplate => template(bytes, [], vfMasks);
