import type { addresses as en } from '../en/addresses';
import type { Like } from '../like';

export const addresses: Like<typeof en> = {
  open: '地址视图：谁转换什么',
  none: '没有虚拟机拥有自己的功能，所以没有设备使用虚拟机的地址。',
  guest: '虚拟机',
  about: (guest, slot) => `${guest} 下一个待发帧的缓冲区（发送环第 ${slot} 项）：`,
  access: {
    tx: (guest: string, slot: number, packet: number) =>
      `${guest} 的发送缓冲区，数据包 ${packet} 从这里读出（第 ${slot} 项）：`,
    rx: (guest: string, slot: number, packet: number) =>
      `${guest} 的接收缓冲区，数据包 ${packet} 写入这里（第 ${slot} 项）：`,
    ring: (guest: string, slot: number, packet: number) =>
      `${guest} 环中数据包 ${packet} 的描述符（第 ${slot} 项）：`,
  },
  cpu: 'CPU：先走虚拟机自己的页表，再走 EPT',
  device: '设备：走 IOMMU 的页表',
  untranslated:
    '没有 IOMMU：设备地址就是主机物理地址，不管那是谁的内存。虚拟机内存按一一对应摆放。',
  level: '级',
  table: '表的地址',
  index: '索引',
  entry: '表项',
  lookups: (hits, misses) =>
    `IOTLB 至今：命中 ${hits} 次，未命中 ${misses} 次。每次未命中都要逐项读上面的表。`,
  fault: (guest, source, address, reason, write, level) =>
    `最近一次故障：${guest} (${source}) ${write ? '写' : '读'} ${address}，原因 ${reason}` +
    (level > 0 ? `；第 ${level} 级缺少表项。` : '。'),
  faults: (count) => `至今故障 ${count} 次，最先几次可在 dmesg 中看到。`,
  trespasses: '没有被拦下的访问，最近的在前',
  trespass: (guest, write, hpa) => `${guest} ${write ? '覆盖了' : '读取了'} ${hpa}：`,
  owner: {
    guest: (vm) => `${vm} 的内存。`,
    'host-buffers': () => '宿主机驱动的数据包缓冲区。',
    'host-kernel': () => '宿主机内核。',
    'translation-tables': () => '地址转换表。',
    nobody: () => '无人使用的内存。',
  },
  hit: (packet) => `数据包 ${packet} 正在那里，因此丢失。`,
  iotlb: (count) => `IOTLB 中的项，最近用过的在前：${count} / 64`,
};
