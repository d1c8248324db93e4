import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { ConfigPicture, HostPicture } from '../../store/vocabulary';
import { PcieView } from './PcieView';
import { crowdedHost, hostOf, pictureOf, samplePf } from './testing';
import { outOf, type Zoom } from './zoom';

const NO_WRITES = { of: () => [], busy: false, write: () => {} };

function markup(
  host: HostPicture,
  zoom: Partial<Zoom> = {},
  config: ConfigPicture | null = null,
): string {
  return renderToStaticMarkup(
    <PcieView
      host={host}
      zoom={{ level: 'host', rid: -1, at: -1, block: -1, ...zoom }}
      config={config}
      pfConfig={config}
      windows={new Map()}
      writes={NO_WRITES}
      onZoom={() => {}}
      limits={null}
    />,
  );
}

const count = (text: string, part: string | RegExp) => text.split(part).length - 1;

// Without a browser there is no width, hence no tree; its layout has tests of its own.
describe('the host', () => {
  it('has no grid while the VFs fit the tree', () => {
    expect(count(markup(hostOf('intel-82599', 16)), 'role="grid"')).toBe(0);
  });

  it('draws a grid of 256 cells for each bus number once VFs are many', () => {
    const html = markup(hostOf('intel-e810', 256));
    expect(count(html, 'role="grid"')).toBe(2);
    expect(count(html, 'data-at="')).toBe(512);
    expect(count(html, 'data-kind="vf" data-pf="1" translate')).toBe(128);
    expect(html).toContain('aria-label="VF127 of PF1, 3c:00.7"');
    expect(html).toContain('aria-label="Unused, 3b:00.2"');
    expect(count(html, /<td[^>]*tabindex="0"/i)).toBe(2);
  });

  it('marks the VFs of the grid that answer no more', () => {
    const host = hostOf('intel-e810', 256);
    const functions = host.functions.map((fn) =>
      fn.pf === 0x3b00 ? { ...fn, answers: false } : fn,
    );
    const html = markup({ ...host, functions });
    expect(count(html, 'data-silent="true" data-kind="vf" data-pf="0"')).toBe(128);
    expect(count(html, 'data-silent="true" data-kind="vf" data-pf="1"')).toBe(0);
    expect(html).toContain('aria-label="VF0 of PF0, 3b:01.0, answers no more"');
  });

  it('leads to each of 256 buses', () => {
    expect(count(markup(crowdedHost(65_535)), 'aria-label="Bus ')).toBe(256);
  });

  it('marks the selected function and writes out its Routing ID, read both ways', () => {
    const html = markup(hostOf('intel-82599', 40), { rid: 0x3b82 });
    expect(count(html, 'aria-selected="true"')).toBe(1);
    expect(html).toContain('RID = 0x3b00 + 0x80 + 1·2 = 0x3b82 → 3b:10.2');
    expect(html).toContain('10000010');
    expect(html).toContain('ARI is on');
  });

  it('says where the sum carries into the bus number', () => {
    const html = markup(hostOf('intel-e810', 256), { rid: 0x3c07 });
    expect(html).toContain('3b becomes 3c');
  });

  it('shows nothing selected for a function that is not there any more', () => {
    const html = markup(hostOf('intel-82599', 2), { level: 'config', rid: 0x3b99 });
    expect(html).toContain('Select a function');
    expect(count(html, 'aria-current="step"')).toBe(1);
  });
});

describe('further in', () => {
  const config = pictureOf(samplePf());

  it('a function has its facts, its BARs and its map', () => {
    const html = markup(hostOf('intel-82576', 3), { level: 'function', rid: 0x3b00 }, config);
    expect(html).toContain('Physical function 0');
    expect(html).toContain('16 KiB for each of 8 VFs: 128 KiB claimed');
    expect(html).toContain('SR-IOV, 160 to 19f');
  });

  it('a register names the way that led to it', () => {
    const zoom = { level: 'config', rid: 0x3b00, at: 0x170 } as const;
    const html = markup(hostOf('intel-82576', 3), zoom, config);
    expect(html).toMatch(/Host<.*3b:00\.0.*Configuration space<.*aria-current="step".*NumVFs/u);
  });

  it('goes out one level at a time', () => {
    const register: Zoom = { level: 'config', rid: 5, at: 8, block: -1 };
    const config_ = outOf(register);
    expect([config_, outOf(config_), outOf(outOf(config_))]).toEqual([
      { level: 'config', rid: 5, at: -1, block: -1 },
      { level: 'function', rid: 5, at: -1, block: -1 },
      { level: 'host', rid: 5, at: -1, block: -1 },
    ]);
  });
});
