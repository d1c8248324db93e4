import { Binding } from '../bind-state';
import { Claims } from '../claims';
import { pciId, type PciDriver } from '../driver';
import { enableDevice, enableMsix, setMaster, setMwi } from '../enable';
import { readConfig } from '../config-access';
import { linkSpeed } from '../link-speed';
import { LEVEL } from '../log';
import { permanentMac } from '../mac';
import { netSay } from '../net-device';
import { IO, MEM } from '../resource';
import { directory } from '../vfs-nodes';
import { registerNet, settleName } from './netdev-binding';

/** 82540EM and its relatives, as QEMU's `e1000`. */
export function e1000(): PciDriver {
  return {
    name: 'e1000',
    module: 'e1000',
    ids: [0x1000, 0x1001, 0x1004, 0x1008, 0x100c, 0x100d, 0x100e, 0x100f, 0x1010, 0x1011].map(
      (device) => pciId(0x8086, device),
    ),
    dynamicIds: [],
    probe(host, device) {
      if (!enableDevice(host, device, IO | MEM)) return 'EINVAL';
      const binding = new Binding();
      binding.claims.push(new Claims(device, 'e1000', IO | MEM));
      setMaster(host, device);
      host.clock.pass(500_000_000);
      const mac = permanentMac(host, device);
      const net = registerNet(host, device, binding, {
        driver: 'e1000',
        mac,
        permanentMac: mac,
        maxMtu: 16110,
        minMtu: 46,
        txQueues: 1,
        rxQueues: 1,
        qdisc: 'fq_codel',
      });
      device.bound = binding;
      netSay(host, net, LEVEL.info, `(PCI:33MHz:32-bit) ${mac}`);
      netSay(host, net, LEVEL.info, 'Intel(R) PRO/1000 Network Connection');
      settleName(host, net);
      return null;
    },
    remove(host, device) {
      device.bound?.release(host, device);
    },
  };
}

/** 82574L. */
export function e1000e(): PciDriver {
  return {
    name: 'e1000e',
    module: 'e1000e',
    ids: [0x105e, 0x107d, 0x10d3, 0x10f6, 0x150c, 0x1502, 0x1503, 0x153a, 0x153b, 0x15b7].map(
      (device) => pciId(0x8086, device),
    ),
    dynamicIds: [],
    probe(host, device) {
      if (!enableDevice(host, device, MEM)) return 'EINVAL';
      const binding = new Binding();
      binding.claims.push(new Claims(device, 'e1000e'));
      setMaster(host, device);
      const interrupts = 'Interrupt Throttling Rate (ints/sec) set to dynamic conservative mode';
      host.say(LEVEL.info, device, interrupts);
      enableMsix(host, device, ['', '', '']);
      const unnamed = `e1000e ${device.name} ${device.name} (uninitialized)`;
      host.log.print(LEVEL.info, `${unnamed}: registered PHC clock`);
      const mac = permanentMac(host, device);
      const net = registerNet(host, device, binding, {
        driver: 'e1000e',
        mac,
        permanentMac: mac,
        maxMtu: 9216,
        txQueues: 1,
        rxQueues: 1,
        qdisc: 'fq_codel',
      });
      binding.entriesByName.set(
        'ptp',
        directory(() => new Map()),
      );
      binding.entriesByName.set(
        'wakeup',
        directory(() => new Map()),
      );
      device.bound = binding;
      const { gigatransfers, width } = linkSpeed(host, device);
      const link = `(PCI Express:${gigatransfers}GT/s:Width x${width})`;
      netSay(host, net, LEVEL.info, `${link} ${mac}`);
      netSay(host, net, LEVEL.info, 'Intel(R) PRO/1000 Network Connection');
      netSay(host, net, LEVEL.info, 'MAC: 3, PHY: 8, PBA No: 000000-000');
      settleName(host, net);
      return null;
    },
    remove(host, device) {
      const net = host.net.of(device);
      if (net !== undefined) netSay(host, net, LEVEL.info, 'removed PHC');
      device.bound?.release(host, device);
    },
  };
}

/** RTL-8139C+: 8139cp takes revision 20h and later, 8139too the rest. */
export function rtl8139cp(): PciDriver {
  return {
    name: '8139cp',
    module: '8139cp',
    ids: [pciId(0x10ec, 0x8139), pciId(0x0357, 0x000a)],
    dynamicIds: [],
    probe(host, device) {
      if (device.vendor === 0x10ec && device.revision < 0x20) return 'ENODEV';
      if (!enableDevice(host, device, IO | MEM)) return 'EINVAL';
      const binding = new Binding();
      binding.claims.push(new Claims(device, '8139cp', IO | MEM));
      setMwi(host, device);
      setMaster(host, device);
      const mac = permanentMac(host, device);
      const net = registerNet(host, device, binding, {
        driver: '8139cp',
        mac,
        permanentMac: mac,
        maxMtu: 4096,
        minMtu: 60,
        txQueues: 1,
        rxQueues: 1,
        qdisc: 'fq_codel',
      });
      device.bound = binding;
      const text = `RTL-8139C+ at 0x(____ptrval____), ${mac}, IRQ ${device.irq}`;
      netSay(host, net, LEVEL.info, text);
      settleName(host, net);
      return null;
    },
    remove(host, device) {
      device.bound?.release(host, device);
    },
  };
}

/** Knows the same ids and leaves the C+ chips to 8139cp. */
export function rtl8139too(): PciDriver {
  return {
    name: '8139too',
    module: '8139too',
    ids: [pciId(0x10ec, 0x8139), pciId(0x10ec, 0x8138), pciId(0x1113, 0x1211)],
    dynamicIds: [],
    probe(host, device) {
      if (device.revision >= 0x20) {
        const id = `pci dev ${device.name} (id ${readConfig(host, device.rid, 0, 2).toString(16)}:8139 rev 20)`;
        host.say(LEVEL.info, device, `This (${id}) is an enhanced 8139C+ chip, use 8139cp`);
        return 'ENODEV';
      }
      return 'ENODEV';
    },
    remove() {},
  };
}
