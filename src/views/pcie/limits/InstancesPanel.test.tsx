import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, it } from 'vitest';
import { DEVICES } from '../../../engine/pci/devices';
import { instanceBills } from '../../../engine/pci/instances/bill';
import { loadMessages } from '../../../i18n';
import { InstancesPanel } from './InstancesPanel';

beforeAll(() => loadMessages('en'));

// Every kind is told in words, whatever the card lacks: no hole where a number or a reason belongs.
it.each(DEVICES.map((device) => [device.id, device] as const))(
  'tells all kinds on %s',
  (_, device) => {
    const bills = instanceBills(device, { ari: false, busesPerRootPort: 1, mmioWindow: 0 });
    const html = renderToStaticMarkup(<InstancesPanel bills={bills} onRun={() => undefined} />);
    expect(html).not.toMatch(/NaN|undefined|Infinity|\[object/u);
    for (const { kind, rows, absent } of bills) {
      const [, item = ''] = html.split(`data-kind="${kind}"`);
      const own = item.split('data-kind=')[0] ?? '';
      expect(own.split('scope="row"').length - 1).toBe(rows.length);
      // What this card has can be run.
      expect(own.includes('<button')).toBe(absent === null);
    }
  },
);
