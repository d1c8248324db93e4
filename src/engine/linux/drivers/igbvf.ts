import { Binding } from '../bind-state';
import { Claims } from '../claims';
import { pciId, type PciDriver } from '../driver';
import { enableDevice, enableMsix, setMaster } from '../enable';
import { LEVEL } from '../log';
import { randomMac } from '../mac';
import { NO_MAC } from '../net-table';
import { registerNet, settleName } from './netdev-binding';

/** VFs of 82576 and I350; asks its PF for an address and makes one up where it gets none. */
export function igbvf(): PciDriver {
  return {
    name: 'igbvf',
    module: 'igbvf',
    ids: [
      pciId(0x8086, 0x10ca),
      pciId(0x8086, 0x1520),
      pciId(0x8086, 0x152d),
      pciId(0x8086, 0x152f),
    ],
    dynamicIds: [],
    probe(host, device) {
      if (!enableDevice(host, device)) return 'EINVAL';
      const binding = new Binding();
      binding.claims.push(new Claims(device, 'igbvf'));
      setMaster(host, device);
      const say = (text: string) => host.say(LEVEL.info, device, text);
      const pf = device.physfn === null ? undefined : host.net.of(device.physfn);
      const answers = pf !== undefined && pf.up && pf.driver === 'igb';
      let mac = NO_MAC;
      if (!answers) say('PF still in reset state. Is the PF interface up?');
      else {
        mac = pf.adminMacs[device.vfIndex] || NO_MAC;
        if (mac === NO_MAC) say('MAC address not assigned by administrator.');
      }
      const permanentMac = mac === NO_MAC ? null : mac;
      if (mac === NO_MAC) {
        say('Assigning random MAC address.');
        mac = randomMac(host);
      }
      enableMsix(host, device, ['', '', '']);
      const net = registerNet(host, device, binding, {
        driver: 'igbvf',
        mac,
        permanentMac,
        maxMtu: 9216,
        txQueues: 1,
        rxQueues: 1,
        qdisc: 'fq_codel',
      });
      device.bound = binding;
      if (!answers) say('PF still resetting');
      const model = device.device === 0x1520 || device.device === 0x152f ? 'I350' : '82576';
      say(`Intel(R) ${model} Virtual Function`);
      say(`Address: ${mac}`);
      settleName(host, net);
      return null;
    },
    remove(host, device) {
      device.bound?.release(host, device);
    },
  };
}
