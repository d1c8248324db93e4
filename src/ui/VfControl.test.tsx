import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { deviceById } from '../engine/pci/devices';
import { vfLimits } from '../engine/pci/limits';
import { VfControl } from './VfControl';

function markup(id: string, value: number): string {
  const device = deviceById(id)!;
  const { max, binding, all } = vfLimits(device, { ari: true, busesPerRootPort: 8 });
  return renderToStaticMarkup(
    <VfControl
      value={value}
      max={max}
      binding={binding}
      limits={all}
      deviceName={device.name}
      onChange={() => {}}
    />,
  );
}

it('names the first limit of the card before it is reached', () => {
  const html = markup('intel-82599', 4);
  expect(html).toContain('First limit on this card: driver maximum, 126 VFs.');
  expect(html).toContain('of the 64 pools of queues it keeps one for the PF itself');
});

it('says when the limit is reached and what else stops at the same number', () => {
  const html = markup('intel-e810', 256);
  expect(html).toContain('Limit reached: total of the controller, 256 VFs.');
  expect(html).toContain('also set by: TotalVFs, driver maximum');
});

it('bounds the slider but not the field, which answers with a reason', () => {
  const html = markup('intel-82576', 0);
  expect(html).toMatch(/<input[^>]*type="range"[^>]*max="14"/);
  expect(html).not.toMatch(/<input[^>]*type="number"[^>]*max=/);
});
