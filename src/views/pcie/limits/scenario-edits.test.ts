import { describe, expect, it } from 'vitest';
import { deviceById } from '../../../engine/pci/devices';
import { parseScenario } from '../../../engine/scenario/parse';
import { cardLimits } from '../../../worker/card-limits';
import { lifted, withHost } from './scenario-edits';

function limitsOf(input: object) {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const { nic, host } = parsed.scenario;
  return cardLimits(deviceById(nic.device)!, host);
}

const VMS = [{ path: 'virtio' }];

describe('edits of the scenario', () => {
  it('lift the limit that binds and show the next, until the card itself is it', () => {
    let input: object = {
      host: { ari: false, busesPerRootPort: 1, mmioWindow: 2 ** 20 },
      nic: { device: 'intel-82599', numVfs: 0 },
      vms: VMS,
    };
    const seen: string[] = [];
    for (let i = 0; i < 6; i++) {
      const { binding, lifts } = limitsOf(input);
      const lift = lifts.find(({ id }) => id === binding);
      seen.push(`${binding} ${lift?.by.kind ?? '-'}`);
      if (lift === undefined || lift.by.kind === 'card') break;
      input = lifted(input as { [key: string]: unknown }, lift);
    }
    // No card of the lab has more on two buses and a window made for this one.
    expect(seen).toEqual(['bus-numbers buses', 'memory-window window', 'driver-max -']);
  });

  it('of the host leave out a number of VFs that it may not carry', () => {
    const input = { nic: { device: 'intel-82599', numVfs: 126 }, vms: VMS };
    const tight = withHost(input, { ari: false, busesPerRootPort: 1 });
    expect(parseScenario(tight).ok).toBe(true);
    expect(tight).toMatchObject({ nic: { device: 'intel-82599' }, host: { ari: false } });
    expect(limitsOf(tight).max).toBe(0);
  });

  it('name the page of the kernel and both windows, and leave the window below 4 GiB to the card again', () => {
    const card = { nic: { device: 'intel-82576' }, vms: VMS };
    const change = { pageSize: 65_536, mmioWindow32: 2 ** 20, mmioWindow: 2 ** 24 };
    const tight = withHost(card, change);
    expect(tight).toMatchObject({ host: { ...change, pageSize: '64KiB' } });
    const { binding, max, lifts } = limitsOf(tight);
    expect([binding, max]).toEqual(['memory-window-32', 7]);
    const lift = lifts.find(({ id }) => id === binding)!;
    expect(limitsOf(lifted(tight, lift))).toMatchObject({ binding: 'driver-max', max: 14 });
    const free = withHost(tight, { mmioWindow32: null });
    expect(limitsOf(free).all.map(({ id }) => id)).not.toContain('memory-window-32');
  });

  it('take a larger card instead of an imported one', () => {
    const by = { kind: 'card', from: 'intel-82576', to: 'intel-e810' } as const;
    const lift = { id: 'total-vfs', by, max: 256, binding: 'device-total' } as const;
    expect(lifted({ nic: { lspci: '…', numVfs: 7 } }, lift)).toEqual({
      nic: { device: 'intel-e810' },
    });
  });
});
