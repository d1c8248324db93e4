import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { plugCard } from '../../engine/pci/card';
import { deviceById } from '../../engine/pci/devices';
import { PcieView } from './PcieView';

function markup(id: string, numVfs: number, selected: number | null = null): string {
  const card = plugCard(deviceById(id)!, numVfs, { ari: true, busesPerRootPort: 8 });
  return renderToStaticMarkup(<PcieView card={card} selected={selected} onSelect={() => {}} />);
}

const count = (text: string, part: string | RegExp) => text.split(part).length - 1;

// Without a browser there is no width, hence no tree; its layout has tests of its own.
describe('the PCIe view', () => {
  it('has no grid while the VFs fit the tree', () => {
    expect(count(markup('intel-82599', 16), 'role="grid"')).toBe(0);
  });

  it('draws a grid of 256 cells for each bus number once VFs are many', () => {
    const html = markup('intel-e810', 256);
    expect(count(html, 'role="grid"')).toBe(2);
    expect(count(html, 'data-at="')).toBe(512);
    expect(count(html, 'data-kind="vf" data-pf="1" translate')).toBe(128);
  });

  it('names every cell and lets Tab reach one a bus', () => {
    const html = markup('intel-e810', 256);
    expect(html).toContain('aria-label="VF127 of PF1, 3c:00.7"');
    expect(html).toContain('aria-label="Unused, 3b:00.2"');
    expect(count(html, /<td[^>]*tabindex="0"/i)).toBe(2);
  });

  it('marks the selected function and writes out its Routing ID', () => {
    const html = markup('intel-82599', 40, 3);
    expect(count(html, 'aria-selected="true"')).toBe(1);
    expect(html).toContain('RID = 0x3b00 + 0x80 + 1·2 = 0x3b82 → 3b:10.2');
  });

  it('shows nothing selected for an index the card does not have', () => {
    expect(count(markup('intel-82599', 40, 4000), 'aria-selected="true"')).toBe(0);
  });

  it('tells that an offset was computed, not seen', () => {
    const vfOfPf1 = 2 + 63;
    expect(markup('intel-82599', 64, vfOfPf1)).toContain('not seen in a dump');
    expect(markup('intel-82599', 64, 2)).not.toContain('not seen in a dump');
  });
});
