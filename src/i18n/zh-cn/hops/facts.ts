import { assigned, byPath } from '../../depths';
import type { facts as en } from '../../en/hops/facts';
import type { Like } from '../../like';

const told: Like<typeof en.told> = {
  sent: {
    first: () => '数据包诞生：有人要发送数据。时间从这里算起。',
    os: () => '源交出数据包：客户机里的应用程序，或线路另一端的机器。延迟从这一刻算起。',
    kernel: () => '不是宿主机的代码：由 sendmsg 的调用者或对端决定发送。',
  },
  delivered: {
    first: () => '数据包到了收件的程序手里，旅程结束；后面只是收尾。',
    os: () => '送达：接收的应用程序拿到数据，或最后一位到了对端。延迟算到这一刻，完成处理在其后。',
    kernel: () => 'recvmsg 返回到应用程序；发送方向则是帧尾到达对端。',
  },
  kick: {
    first: (w) => `${w.guest} 不必摇铃：对方已经在干活，会看到数据包。没有 VM 退出。`,
    os: () => '事件索引：后端在轮询或工作，avail_event 没有更新，所以省去通知，也就省去退出。',
    kernel: () => 'virtqueue_kick_prepare_split 返回 false：以 avail_event 计算 vring_need_event。',
  },
  mailbox: {
    first: (w) => `${w.guest} 和宿主机的驱动通过网卡交换一条消息。`,
    os: () =>
      'VF 驱动给 PF 驱动的消息，或对它的答复：ACK 或 NACK。PF 驱动可以拒绝：MAC、VLAN 和混杂模式由宿主机说了算。',
    kernel: () =>
      'ixgbe_rcv_msg_from_vf 作出决定，在首个双字里置 IXGBE_VT_MSGTYPE_ACK 或 IXGBE_VT_MSGTYPE_NACK。',
  },
};

const steered: Like<typeof en.steered> = {
  xps: {
    first: () => '数据包走发送它的 CPU 的队列，整条流都如此。',
    os: () =>
      '按发送 CPU 选择发送队列 (XPS)：每个 vCPU 有自己的队列对，互不加锁。一条流是一个线程，所以只用一个队列。',
    kernel: () => 'netdev_core_pick_tx、get_xps_queue；映射由 netif_set_xps_queue 设置。',
  },
  rss: {
    first: () => '网卡按地址和端口的哈希选队列：同一条流的每个包都一样。',
    os: () =>
      '接收端扩展 (RSS)：Toeplitz 哈希的低位查间接表。运气不好时几条流挤在一个队列，另一个却空着。',
    kernel: () => '硬件：RSS 哈希与 RETA，由 ixgbe_store_reta 之类填写；此后每个队列一个 NAPI。',
  },
  'tun-flow': {
    first: (w) => `tap 记得 ${w.guest} 上次在哪个队列发送这条流，就从那里送回。`,
    os: () => 'tap 的流表：回来的包走这条流上次发送所用的队列，正好落到等待它的应用所在的 vCPU。',
    kernel: () => 'tun_automq_select_queue 找到 tun_flow_update 建立的表项。',
  },
  'tun-hash': {
    first: (w) => `tap 还没见 ${w.guest} 发过这条流：由哈希选队列。`,
    os: () => '流表里没有，于是由哈希决定。同一条流结果相同，但不管哪个 vCPU 在等它。',
    kernel: () => 'tun_automq_select_queue：__skb_get_hash_symmetric，按队列数缩放。',
  },
  'switch-hash': {
    first: () => '交换进程按流的哈希选择虚拟机的队列。',
    os: () => '单个轮询线程本来总用端口的同一个队列；按哈希分流才能用上虚拟机的各个 vCPU。',
    kernel: () =>
      '用户态：Open vSwitch 的 tx-steering=hash，然后对该 virtqueue 调用 rte_vhost_enqueue_burst。',
  },
};

const suppressed: Like<typeof en.suppressed> = {
  throttle: {
    first: () => '网卡想发中断却要等：离上一次太近，不允许。',
    os: () => '中断节流：间隔未到（ITR；e1000 模型至少 128 µs）。几个数据包将共用下一次中断。',
    kernel: (w) =>
      byPath(
        w,
        { emulated: 'set_interrupt_cause：节流定时器在走，上升沿推迟到 e1000_mit_timer。' },
        '硬件：该向量的 EITR，走完才发出消息。',
      ),
  },
  masked: {
    first: () => '网卡不发中断：驱动已经在干活，会自己来看。',
    os: () => '向量在触发时已自动屏蔽；NAPI 轮询到环空为止，然后重新打开。',
    kernel: () =>
      '硬件：EIAM 已清该位；napi_complete_done 结束轮询时由 ixgbevf_irq_enable_queues 或 ixgbe_irq_enable_queues 置上。',
  },
  'event-idx': {
    first: () => '不发中断：驱动还没有要求。',
    os: () => '事件索引：可用环中的 used_event 说明驱动在哪一项要求通知，这一项没有越过它。',
    kernel: (w) =>
      byPath(
        w,
        {
          virtio: 'virtio_split_should_notify 返回 false。',
          'vhost-net': 'vhost_notify 返回 false。',
          'vhost-user': 'vhost_vring_call_split：vhost_need_event 返回 false。',
        },
        'vring_need_event 返回 false。',
      ),
  },
  merged: {
    first: () => '同样原因的中断已经在等：一次就够两者用。',
    os: () => '该向量的位在 IRR 或 PIR 中已经置上：两次请求合为一次中断。',
    kernel: () => 'pi_test_and_set_pir 发现该位已置，或 IRR 中已有：不再发送。',
  },
};

const dropped: Like<typeof en.dropped> = {
  'ring-full': {
    first: (w) => `环里没有空位了（${w.to}）：数据包在这里丢失。`,
    os: (w) => `${w.to}没有空描述符：生产者比消费者快。没有人告诉发送方，TCP 会自己发现。`,
    kernel: (w) =>
      byPath(
        w,
        {
          'vhost-user':
            'virtio_dev_rx_split 在环里找不到缓冲区，或 rte_eth_tx_burst 找不到网卡的空描述符：立即丢弃。',
          'emulated-rtl8139': 'rtl8139_do_receive 找不到 OWN 置位的描述符：RxOverflow。',
          ...assigned('硬件：没有描述符，VF 启用了丢弃；计入 rx_no_buffer，宿主机毫无所见。'),
        },
        '硬件：没有空的接收描述符，计入 PF 的 rx_missed 或 rx_no_buffer。',
      ),
  },
  'tap-full': {
    first: () => '数据包等虚拟机的帮手来取的队列满了：在这里丢失。',
    os: () => 'tap 的指针环（默认 1,000 项）满了，因为读者太慢：丢弃，计入 tap 的 TX dropped。',
    kernel: () => 'tun_net_xmit：ptr_ring_produce 失败 → kfree_skb_reason，tap 的 tx_dropped。',
  },
  'no-device': {
    first: (w) => `${w.guest} 没有网卡：数据包出不去，在这里丢失。`,
    os: () => '没有背后有设备的接口：发送失败。',
    kernel: () => '套接字调用返回 ENETDOWN 或 ENODEV；不会调用 ndo_start_xmit。',
  },
  'spoof-check': {
    first: () => '网卡丢弃数据包：发送者的地址不是这台虚拟机可用的。',
    os: () => 'VEB 的防伪造：源 MAC 不是该 VF 自己的。由硬件执行，经 PF 设定。',
    kernel: () =>
      '硬件 (PFVFSPOOF)，由 PF 驱动的 ndo_set_vf_spoofchk 打开：ip link set PF vf N spoofchk on。',
  },
  'no-receiver': {
    first: () => '这里没有谁是这个地址：数据包被丢弃。',
    os: () =>
      '没有过滤项匹配目的 MAC，也没有谁处于混杂模式：由网卡的交换或交换进程丢弃。VF 发往宿主机网桥后面虚拟机的帧也是如此：网卡不认识那个地址，把帧发到外面，而外面的交换机不会送回来。',
    kernel: () =>
      '硬件：没有接收地址项匹配；在软件里则是查不到端口。在真实宿主机上，用 bridge fdb add 可以把网桥后面的地址加进 PF 的过滤器 (ndo_dflt_fdb_add → dev_uc_add_excl)。',
  },
  'migration-downtime': {
    first: (w) => `${w.guest} 正在迁移到另一台主机，处于暂停状态：数据包到了旧位置，在此丢失。`,
    os: (w) =>
      `热迁移：${w.guest} 已在本机停止，而网络还没有学到它的新端口。到达旧 tap 的帧没有人读取。`,
    kernel: () =>
      '该帧在免费 ARP 或 RARP 经过交换机之前发出；vm_stop 与 vhost_net_stop 之后，源主机的 tap 已没有读者。',
  },
  'wire-full': {
    first: () => '来的比线路能承载的多：数据包在外面丢失，没有到达这台宿主机。',
    os: () =>
      '线路前的交换机用完了留给本端口的缓冲区：在那里丢弃（队尾丢弃）。本机没有任何计数器显示它。',
    kernel: () => '外面的硬件：与本机的代码无关。',
  },
  mtu: {
    first: () => '数据包比对方设定能接收的更长：丢失。',
    os: () => '帧长超过下一个接口的 MTU。二层上没有谁会切分它，于是由网卡、网桥或交换进程丢弃。',
    kernel: () =>
      '网桥里是 is_skb_forwardable()，交换进程里是 netdev_dpdk_filter_packet_len()，网卡里是该功能的最大帧长 (MAXFRS)。',
  },
  'iommu-fault': {
    first: () =>
      '网卡被要求使用不属于自己虚拟机的地址：访问被拦下，这个数据包也随之丢失。别的都没有受损。',
    os: () =>
      'IOMMU 故障：该功能所在的域里没有这个地址的表项。数据包丢失，故障被记录并上报，其他域毫无感觉。',
    kernel: () =>
      'dmar_fault 打印请求者、地址和原因。读以 Unsupported Request 结束，帧没有数据；转发写被丢弃。',
  },
  'stray-write': {
    first: (w) => `数据包被写进了不属于接收者的内存（${w.to}）。`,
    os: () =>
      '描述符里的缓冲区地址在虚拟机之外，又没有 IOMMU 来阻止。虚拟机自己的缓冲区里什么也没有，别人的内存被覆盖。',
    kernel: () =>
      '硬件，没有故障：数据去了别处，DD 照样置位；虚拟机的驱动看到的是缓冲区里的旧数据。',
  },
  overwritten: {
    first: () => '数据包在内存里时，被另一台虚拟机的网卡覆盖。到达的已不是发出的：丢弃。',
    os: () =>
      '驱动还没取走该帧，另一个功能的越界 DMA 就写到了这个接收缓冲区。帧头成了别人的，协议栈把它丢弃。',
    kernel: () =>
      'eth_type_trans 看到别人的 MAC (PACKET_OTHERHOST)，ip_rcv 丢弃。若帧头恰好相符就会被当作好帧：校验和早已验过。',
  },
  vlan: {
    first: () => '数据包属于另一个组 (VLAN)，与它要去的地方不同：被丢弃。',
    os: () => 'VLAN 过滤：发送方或接收方不是帧标签所指 VLAN 的成员，或在其中没有接口。',
    kernel: () =>
      '硬件：PFVLVFB 里没有这个池的位，或帧不带标签而 VMOLR.AUPE 未置位；在客户机协议栈里是 vlan_do_receive 找不到接口。',
  },
  'link-down': {
    first: () => '宿主机关掉了这台虚拟机的链路：数据包在网卡里丢失。',
    os: () =>
      'VF 的链路状态为 disable：网卡不收它的帧，也不给它帧。在 PF 上设定，客户机的应用并不知情。',
    kernel: () =>
      '硬件：该 VF 在 PFVFTE 或 PFVFRE 里的位已清除，由 ndo_set_vf_link_state 设定：ip link set PF vf N state disable。',
  },
  unplugged: {
    first: (w) => `${w.guest} 的 VF 被拿走时，数据包正在 VF 里，或正好到达：在此丢失。`,
    os: () =>
      '热拔故障切换对的主用设备：环里剩下的被释放；在地址从交换中删除之前到达的，找不到队列。',
    kernel: () =>
      'ixgbevf_clean_all_tx_rings、ixgbevf_clean_all_rx_rings，然后由 vfio 做功能级复位。ENABLE 已清零的队列什么也不收。',
  },
  standby: {
    first: () => '第二份拷贝从备用设备到达：操作系统把它丢弃。',
    os: () =>
      '主用设备在运行时，net_failover 只听它的。广播到达两块设备，备用设备的那一份没有人要。',
    kernel: () => '主用设备在运行时，net_failover_handle_frame 对备用设备返回 RX_HANDLER_EXACT。',
  },
  firewall: {
    first: () => '宿主机的一条规则不准这个数据包通过：还没到任何人手里就被丢掉了。',
    os: () =>
      'netfilter：宿主机防火墙的某条规则（或链的默认策略）判定 drop。发送方得不到任何通知。规则和链的计数器会显示出来 (nft list ruleset)。',
    kernel: () =>
      'nf_hook_slow：nft_do_chain 返回 NF_DROP，于是 kfree_skb_reason，原因 SKB_DROP_REASON_NETFILTER_DROP。',
  },
  'no-hairpin': {
    first: () => '外面的交换机从不把数据包送回它来的方向：在那里丢失。',
    os: () =>
      '以太网桥不会把帧从收到它的端口再发出去。VEPA 模式下，同一端口的两个 VF 只有在该端口启用反射转发 (hairpin) 时才能互通。',
    kernel: () => '在主机之外：如同 Linux 网桥的 should_deliver()，端口的 BR_HAIRPIN_MODE 未启用。',
  },
  'switch-acl': {
    first: () => '网卡里的一条规则要求丢弃这样的数据包：它在网卡里被丢弃。',
    os: () => '管理员通过 PF 写进网卡的访问规则：交换机以线速比较报头，宿主机的 CPU 不参与。',
    kernel: () =>
      '硬件：Flow Director 的精确过滤器指向丢弃队列（ethtool -N PF … action -1，ixgbe_add_ethtool_fdir_entry）；在 switchdev 模式下是带 drop 动作的 tc flower 规则。',
  },
  'not-bridged': {
    first: () => '数据包上到了宿主机，那里没有谁转发它：丢失。',
    os: () =>
      'switchdev 模式下，网卡没有对应规则的帧从该 VF 的代表口 (representor) 进来。这个接口不是任何网桥的端口，对宿主机来说这是发给别人的帧。',
    kernel: () =>
      '__netif_receive_skb_core 在代表口上找不到 rx_handler；对 IP 协议栈来说该帧是 PACKET_OTHERHOST，被丢弃。',
  },
  'fifo-full': {
    first: () => '一台虚拟机的接收环满了，堵住了网卡的缓冲区，再也放不下了。',
    os: () =>
      '丢弃使能 (drop enable) 已关闭，没有描述符的帧等在端口接收 FIFO 的队头，后面所有的帧不管发给谁都跟着等；FIFO 满时到达的帧被丢弃。',
    kernel: () => '硬件：该队列的 SRRCTL.DROP_EN 为 0，接收包缓冲区已满，该帧计入 RXMPC。',
  },
};

export const facts: Like<typeof en> = { told, steered, suppressed, dropped };
