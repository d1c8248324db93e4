import { describe, expect, it } from 'vitest';
import { labMachine } from './lab-machine';

const host = { ari: true, busesPerRootPort: 2, mmioWindow: 2 ** 25, iommu: true, cores: 8 };
const nic = { device: 'intel-82599' };

describe('the lab’s host as a machine', () => {
  it('hangs the card on a root port of bus 3a with what the host reserves for it', () => {
    const { chipset, cmdline, devices } = labMachine(host, nic);
    expect([chipset, cmdline]).toEqual(['server', 'pci=realloc=off intel_iommu=on']);
    const port = devices.find((d) => d.id === 'rp1');
    expect(port).toMatchObject({ bus: 'pcie.3a', addr: '0.0' });
    expect(port?.props).toMatchObject({
      'bus-reserve': '1',
      // 32 MiB for VFs beside the two ports' own 512 KiB and 16 KiB.
      'pref64-reserve': String(2 ** 25 + 2 * (2 ** 19 + 2 ** 14)),
      link: '2x8',
      ari: 'on',
    });
    expect(devices.at(-1)).toMatchObject({ model: 'intel-82599', bus: 'rp1', addr: '0.0' });
  });

  it('has no second port when the first takes every bus number', () => {
    const models = (busesPerRootPort: number) =>
      labMachine({ ...host, busesPerRootPort }, nic).devices.map((d) => d.id);
    expect(models(2)).toContain('rp2');
    expect(models(300)).not.toContain('rp2');
  });

  it('switches ARI forwarding and the IOMMU off with the host', () => {
    const { cmdline, devices } = labMachine({ ...host, ari: false, iommu: false }, nic);
    expect(cmdline).toBe('pci=realloc=off');
    expect(devices.map((d) => d.model)).not.toContain('intel-iommu');
    expect(devices[0]?.props['ari']).toBe('off');
  });
});
