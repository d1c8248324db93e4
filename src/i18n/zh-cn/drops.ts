import type { Like } from '../like';
import type { dropped as en } from '../en/drops';

export const dropped: Like<typeof en> = {
  'ring-full': '丢弃：环已满',
  'tap-full': '丢弃：tap 队列已满',
  'migration-downtime': '虚拟机迁移停机期间丢失',
  'wire-full': '在主机之外丢弃：到达的流量超过线路速率',
  'no-device': '丢弃：虚拟机没有设备',
  'spoof-check': '丢弃：未通过网卡的防欺骗检查',
  mtu: '丢弃：超过下一个接口的 MTU',
  'no-receiver': '丢弃：该地址无人接收',
  'iommu-fault': '丢弃：被 IOMMU 拦下（转换故障）',
  'stray-write': '丢失：写进了不属于该虚拟机的内存',
  overwritten: '丢弃：在内存中被另一个设备覆盖',
  vlan: '丢弃：不是该 VLAN 的成员',
  'link-down': '丢弃：VF 的链路已断开',
  'switch-acl': '丢弃：网卡里的规则',
  'not-bridged': '丢弃：代表口不在任何网桥里',
  'fifo-full': '丢弃：端口的接收 FIFO 已满',
  unplugged: '在正被热拔的 VF 里丢失',
  standby: 'VF 承载时从备用接口到达：没有人听',
  firewall: '丢弃：被宿主机防火墙的规则拦下',
  'no-hairpin': '在主机之外丢弃：外部交换机不做反射转发',
};
