import type { mailbox as en } from '../../en/hops/mailbox';
import type { Like } from '../../like';

export const mailbox: Like<typeof en> = {
  'mailbox-write': {
    first: (w) => `发第一个包之前，${w.guest} 向宿主机的驱动提出请求：把消息写进网卡。`,
    os: () =>
      '邮箱 (mailbox)：VF 驱动占用缓冲区 (VFU)，写入消息并置 REQ。全是对 VF 自己 BAR 的转发写，不会陷出。',
    kernel: () => 'ixgbevf_write_mbx_vf：先写 VFMBMEM，再向 VFMAILBOX 写 IXGBE_VFMAILBOX_REQ。',
  },
  'mailbox-poll': {
    first: (w) => `${w.guest} 看宿主机的驱动是否已经答复。`,
    os: () =>
      'VF 驱动读 VFMAILBOX，每 500 µs 一次，最多 2,000 次：这是 CPU 要等待的 PCIe 读，但没有 VM 退出。',
    kernel: () => 'ixgbevf_poll_for_msg：两次查看之间 udelay 500 µs。',
  },
  'failover-xmit': {
    first: (w) => `${w.guest} 在一个名字之下有两块网络设备：VF 在时数据包走 VF，不在时走另一块。`,
    os: (w) =>
      `net_failover：一个主接口，下面是 virtio-net 备用接口和 MAC 相同的 VF。它把数据包交给 ${w.to}，由那个驱动填描述符。`,
    kernel: () =>
      'net_failover_start_xmit 先对主用、再对备用调用 net_failover_xmit_ready（已启动、有载波），然后对选中的从接口 dev_queue_xmit。',
  },
  'vf-remove': {
    first: (w) => `${w.guest} 即将迁移，于是交还它的 VF，由另一块设备接手。`,
    os: () => '热拔：虚拟机的驱动停掉 VF 的队列并释放环；主接口看到主用离开，改由备用接口发送。',
    kernel: () =>
      'acpiphp_disable_slot → ixgbevf_remove → net_failover_slave_unregister；随后把插槽位写进弹出寄存器，退出到 QEMU。',
  },
  'vf-probe': {
    first: (w) => `${w.guest} 在新主机上发现一个 VF 并初始化，数据包将重新走它。`,
    os: () => '热插：驱动复位 VF，向 PF 要地址并建立环；主接口重新把它当作主用。',
    kernel: () =>
      'acpiphp_enable_slot → ixgbevf_probe；因为地址与备用接口相同，net_failover_slave_register 把它收为从接口。',
  },
};
