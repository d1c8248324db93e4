import { Binding } from '../bind-state';
import { Claims } from '../claims';
import { pciId, type PciDriver } from '../driver';
import { enableDevice, enableMsix, setMaster } from '../enable';
import { LEVEL } from '../log';
import { disableSriov, enableSriov } from '../sriov';

const VECTORS = 17;

/** QuickAssist of the fourth generation: its VFs come all at once, whatever number is written, and stay. */
export function qat4xxx(): PciDriver {
  return {
    name: '4xxx',
    module: 'qat_4xxx',
    ids: [0x4940, 0x4942, 0x4944].map((device) => pciId(0x8086, device)),
    dynamicIds: [],
    probe(host, device) {
      if (!enableDevice(host, device)) return 'EINVAL';
      const binding = new Binding();
      binding.claims.push(new Claims(device, '4xxx'));
      setMaster(host, device);
      enableMsix(
        host,
        device,
        Array.from({ length: VECTORS }, (_, i) => `qat0-bundle${i}`),
      );
      device.bound = binding;
      host.say(LEVEL.info, device, 'qat_dev0 started 9 acceleration engines');
      return null;
    },
    remove(host, device) {
      disableSriov(host, device);
      device.bound?.release(host, device);
    },
    configureVfs(host, device, count) {
      const { sriov } = device;
      if (sriov === null) return 'EINVAL';
      if (!host.iommu.active) {
        const text = 'IOMMU should be enabled for SR-IOV to work correctly';
        host.say(LEVEL.warn, device, text);
      }
      if (sriov.numVfs > 0) {
        host.say(LEVEL.info, device, 'Already enabled for this device');
        return 'EINVAL';
      }
      return enableSriov(host, device, sriov.totalVfs) ?? count;
    },
  };
}
