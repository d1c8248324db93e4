import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { pictureOf, samplePf } from '../testing';
import { ConfigView } from './ConfigView';
import type { WriteEntry } from './RegisterDetail';

const NUM_VFS = 0x170;
const refused: WriteEntry = {
  id: 1,
  line: 'setpci -s 3b:00.0 ECAP_SRIOV+10.w=0004',
  register: 'NumVFs',
  digits: 4,
  before: 8,
  after: 8,
  refusal: 'vf-enable',
  effect: null,
  also: [{ name: 'First VF Offset', digits: 4, before: 0x180, after: 0x80 }],
};

function markup(at: number, writes: readonly WriteEntry[] = [], change = false): string {
  const space = samplePf();
  const opened = space.bytes();
  if (change) space.write(NUM_VFS, 2, 8);
  return renderToStaticMarkup(
    <ConfigView
      config={pictureOf(space)}
      opened={opened}
      at={at}
      onOpen={() => {}}
      block={-1}
      onBlock={() => {}}
      writes={writes}
      busy={false}
      onWrite={() => {}}
    />,
  );
}

const count = (text: string, part: string | RegExp) => text.split(part).length - 1;

describe('the configuration space', () => {
  it('names its blocks and lets Tab reach one register of the enlarged one', () => {
    const html = markup(-1);
    expect(html).toContain('aria-label="Type 0 header, 000 to 03f, 64 bytes"');
    expect(html).toContain('aria-label="SR-IOV, 160 to 19f, 64 bytes"');
    expect(count(html, /id="pcie-register-\d+"[^>]*tabindex="0"/iu)).toBe(1);
    expect(html).toContain('Choose a register');
  });

  it('opens a register with a button for each bit, named by its field', () => {
    const html = markup(0x168);
    expect(count(html, 'aria-pressed="')).toBe(16);
    expect(html).toContain('aria-label="Bit 0, VF Enable, 0, RW"');
    expect(html).toContain('aria-label="Bit 15, reserved, 0, RsvdP"');
    expect(html).toContain('setpci -s 3b:00.0 ECAP_SRIOV+8.w=0000');
    expect(html).toContain('Makes VFs 1 to NumVFs appear');
  });

  it('takes a number for a field of several bits that can be written, and for no other', () => {
    expect(markup(NUM_VFS)).toContain('aria-label="New value of NumVFs, decimal or 0x…"');
    expect(markup(0x16e)).not.toContain('New value of');
  });

  it('marks what changed since it was opened', () => {
    const html = markup(NUM_VFS, [], true);
    expect(html).toContain('SR-IOV, 160 to 19f, 64 bytes, 1 changed');
    expect(html).toContain('NumVFs, offset 170, 0x0008, changed');
  });

  it('says that a write was ignored and why, and what changed beside it', () => {
    const html = markup(NUM_VFS, [refused]);
    expect(html).toContain('Ignored: VF Enable is 1.');
    expect(html).toContain('changed with it: First VF Offset');
    expect(html).toMatch(/0x0180.*0x0080/u);
  });
});
