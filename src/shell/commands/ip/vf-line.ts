import type { VfSettings } from '../../../engine/linux/kernel';
import type { Json } from './json';
import type { Paper } from './paper';

const onOff = (on: boolean): string => (on ? 'on' : 'off');

/** One VF below its PF, as `print_vfinfo` has it. */
export function printVf(paper: Paper, vf: VfSettings, index: number): void {
  paper.put(`vf ${index}     link/ether `).put(vf.mac, 'mac');
  paper.put(' brd ').put('ff:ff:ff:ff:ff:ff', 'mac');
  if (vf.vlan !== 0) paper.put(`, vlan ${vf.vlan}`);
  if (vf.qos !== 0) paper.put(`, qos ${vf.qos}`);
  if (vf.protocol !== '802.1Q') paper.put(`, vlan protocol ${vf.protocol}`);
  if (vf.maxTxRate !== 0) {
    paper.put(`, tx rate ${vf.maxTxRate} (Mbps), max_tx_rate ${vf.maxTxRate}Mbps`);
  }
  if (vf.minTxRate !== 0) paper.put(`, min_tx_rate ${vf.minTxRate}Mbps`);
  paper.put(`, spoof checking ${onOff(vf.spoofCheck)}`);
  paper.put(`, link-state ${vf.linkState}`);
  paper.put(`, trust ${onOff(vf.trust)}`);
  if (vf.queryRss !== null) paper.put(`, query_rss ${onOff(vf.queryRss)}`);
}

export function vfJson(vf: VfSettings, index: number): Json {
  return {
    vf: index,
    link_type: 'ether',
    address: vf.mac,
    broadcast: 'ff:ff:ff:ff:ff:ff',
    vlan_list: [
      {
        vlan: vf.vlan === 0 ? undefined : vf.vlan,
        qos: vf.qos === 0 ? undefined : vf.qos,
        protocol: vf.protocol === '802.1Q' ? undefined : vf.protocol,
      },
    ],
    tx_rate: vf.maxTxRate === 0 ? undefined : vf.maxTxRate,
    rate: { max_tx: vf.maxTxRate, min_tx: vf.minTxRate },
    spoofchk: vf.spoofCheck,
    link_state: vf.linkState,
    trust: vf.trust,
    query_rss_en: vf.queryRss ?? undefined,
  };
}
