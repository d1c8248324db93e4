import { assigned, byPath } from '../../depths';
import type { cardSteps as en } from '../../en/hops/card';
import type { StepWords } from '../../en/steps';
import type { Like } from '../../like';

const card = ({ device }: StepWords) => (device === '' ? '网卡' : device);

const whose = (w: StepWords) => {
  const own = `${w.guest} 的内存`;
  return byPath(w, { ...assigned(own), vdpa: own }, '内存');
};

const addresses = (w: StepWords) =>
  byPath(
    w,
    {
      ...assigned(
        '地址是客户机物理地址，IOMMU 按该功能的请求者 ID (requester ID) 转换：IOTLB 命中，或走页表。',
      ),
      adi: '请求除网卡的请求者 ID 外还带一个 PASID；可扩展模式 (scalable mode) 的 IOMMU 凭这两者找到该虚拟机的页表：IOTLB 命中，或走页表。',
      vdpa: '地址是客户机物理地址：先由网卡自己的转换（内存键）放行，再由 IOMMU 按承载该设备的功能转换：IOTLB 命中，或走页表。',
      'vhost-user': '该功能归交换进程所有，IOMMU 转换它的地址：IOTLB 命中，或走页表。',
    },
    '该功能归宿主机自己，恒等映射 (iommu=pt)：不必转换。',
  );

const mapping = (w: StepWords) =>
  byPath(
    w,
    {
      ...assigned(
        'VT-d：根表 → 请求者 ID 的上下文项 → IOTLB 或走第二级页表；全部客户机内存由 vfio_iommu_type1 一次映射并钉住。',
      ),
      adi: 'VT-d 可扩展模式：根表 → PF 的上下文项 → PASID 目录 → PASID 表项（PASID 缓存）→ IOTLB 或走第二级页表；PASID 由 cfg_pasid 设置。',
      vdpa: 'vhost_vdpa_map 钉住全部客户机内存并交给 mlx5_vdpa_set_map 建立内存键；其下由 VT-d 按 VF 或 PF 的请求者 ID 转换。',
      'vhost-user': 'VT-d：上下文项 → IOTLB 或走页表；DPDK 进程的大页由 vfio_iommu_type1 映射。',
    },
    'VT-d 对宿主机设备直通；若有转换域，地址由 iommu_dma_map_page 生成。',
  );

export const cardSteps: Like<typeof en> = {
  'dma-read-descriptor': {
    first: (w) =>
      `${card(w)} 自己读${whose(w)}中的环，得知数据包在哪里、哪里有空位。不用 CPU 帮忙。`,
    os: (w) => `描述符的 DMA 读：PCIe 读请求与完成报文，一次取几个描述符。${addresses(w)}`,
    kernel: (w) => `硬件，没有代码：存储器读 TLP，取头尾指针之间的描述符。${mapping(w)}`,
  },
  'dma-read': {
    first: (w) => `${card(w)} 自己从${whose(w)}取数据包，没有 CPU 拷贝任何东西。`,
    os: (w) => `帧的 DMA 读：PCIe 读请求，数据在完成报文里；校验和由硬件填写。${addresses(w)}`,
    kernel: (w) => `硬件，没有代码：存储器读 TLP，每个不超过最大读请求。${mapping(w)}`,
  },
  'dma-write': {
    first: (w) =>
      `${card(w)} 自己把数据包放进${whose(w)}，放在驱动留好的位置，没有 CPU 拷贝任何东西。`,
    os: (w) => `帧的 DMA 写，写入驱动提供的缓冲区：PCIe 转发写，没有人等待。${addresses(w)}`,
    kernel: (w) => `硬件，没有代码：存储器写 TLP，每个不超过最大载荷。${mapping(w)}`,
  },
  'dma-writeback': {
    first: (w) => `${card(w)} 把环里的这一项标为完成，好让驱动发现。`,
    os: () =>
      '描述符写回：一次 DMA 写，置描述符完成位 (DD)，次序在数据之后，所以驱动不会先看到 DD 后看到数据。',
    kernel: (w) =>
      '硬件，没有代码：带 DD 的存储器写 TLP，' +
      byPath(
        w,
        {
          sriov: '由 ixgbevf_clean_tx_irq 或 ixgbevf_clean_rx_irq 检查。',
          'vhost-user': '由 DPDK 的 ixgbe_recv_pkts 或 ixgbe_xmit_pkts 检查，不发中断。',
        },
        '由 ixgbe_clean_tx_irq 或 ixgbe_clean_rx_irq 检查。',
      ),
  },
  msix: {
    first: (w) => `${card(w)} 发出中断：向一个特殊地址写几个字节。中断谁，由硬件里的一张表决定。`,
    os: (w) =>
      'MSI-X：向 0xFEEx_xxxx 写 4 字节，次序在数据之后。IOMMU 查中断重映射表项 (IRTE)：' +
      byPath(
        w,
        {
          ...assigned('投递到 vCPU 的描述符，或重映射为某个宿主机 CPU 的向量。'),
          vdpa: '投递到 vCPU 的描述符，或重映射为某个宿主机 CPU 的向量。每个虚拟队列一个向量；能屏蔽它的只有环里的标志。',
          adi: '投递到 vCPU 的描述符，或重映射为某个宿主机 CPU 的向量。消息来自设备的中断消息存储 (IMS)，不带 PASID。',
        },
        '这里是某个宿主机 CPU 的向量。',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          ...assigned(
            'IRTE 由 pi_update_irte → intel_ir_set_vcpu_affinity 一次改写：投递型（PIR 位、ON、向 NDST 发 NV），否则是宿主机向量，其处理程序是 vfio_msihandler。',
          ),
          vdpa: 'IRTE 由 pi_update_irte 一次改写，因为 vhost_vdpa_setup_vq_irq 登记了该队列的向量；否则是宿主机向量，其处理程序是 mlx5_vdpa_int_handler。',
          adi: 'IRTE 由 pi_update_irte → intel_ir_set_vcpu_affinity 一次改写；否则是宿主机向量，其处理程序是 ice_vdcm_msix_handler。',
        },
        '重映射型 IRTE：宿主机向量和 CPU 由中断亲和性决定，处理程序是 ixgbe_msix_clean_rings。',
      ),
  },
  switching: {
    first: ({ switchdev }) =>
      switchdev === true
        ? '网卡里的交换查看宿主机有没有为这个数据包留下规则；没有就交给宿主机。'
        : '网卡里的交换看地址：出去上线路，还是给本卡后面的虚拟机或宿主机？',
    os: ({ switchdev }) =>
      switchdev === true
        ? '处于 switchdev 模式的内置交换：先查流规则，再查宿主机网桥学到并卸载下来的地址。都没有的帧从发送者的代表口 (representor) 交给宿主机，即慢路径。'
        : '内置交换 (VEB)：对发送者做防伪造和 VLAN 检查，然后按 MAC 表选出本端口的池或线路。宿主机软件看不到该帧。',
    kernel: ({ switchdev }) =>
      switchdev === true
        ? '硬件，由 PF 驱动编程：tc flower 的规则 (mlx5e_configure_flower)、网桥的表项 (mlx5_esw_bridge_fdb_create)；未命中则落到送往代表口的规则 (mlx5_eswitch_add_send_to_vport_rule)。'
        : '硬件，由 PF 驱动编程（ixgbe_vf_reset_msg 把 VF 的 MAC 放入接收地址项）；代码形式见 QEMU 的 igb：igb_tx_pkt_vmdq_callback、igb_receive_assign。',
  },
  'to-function': {
    first: (w) => `网卡里的交换把数据包交给 ${w.to}：这是它的地址。`,
    os: () =>
      '按目的 MAC 和 VLAN 选池，池内由 RSS 选队列。从这里起用接收方的请求者 ID，也就用它的 IOMMU 域。',
    kernel: () =>
      '硬件：接收地址匹配 → 池 → RSS 队列，如 QEMU 的 igb 中 igb_receive_assign 所做；没有空描述符 → 丢弃，只在网卡里计数。',
  },
  'to-port': {
    first: (w) => `数据包继续前往 ${w.to}。`,
    os: () => '不是给本卡的别的功能，或者网卡没有启用交换：功能与端口的 MAC 之间只有一个 FIFO。',
    kernel: () => '硬件：端口 MAC 的包缓冲区；写回 DD 之前没有驱动参与。',
  },
  'wire-tx': {
    first: () => '数据包逐位离开，上了线路。要多久只看它的大小和线路的速度。',
    os: () =>
      '串行化：帧、FCS、前导码和帧间隙（另加 24 字节）按线速发送。本端口的下一帧在它后面等。',
    kernel: () => '硬件：MAC 和 PHY。宿主机上没有任何代码为它执行。',
  },
  'wire-rx': {
    first: () => '数据包逐位从线路到达；最后一位到了，网卡才算收到。',
    os: () => '按线速串行到达，来自线路另一端的机器；然后由 MAC 的 FCS 和地址过滤决定是否接收。',
    kernel: () => '硬件：PHY、MAC、包缓冲区；满了就丢弃，只在网卡里计数。',
  },
  queued: {
    first: (w) => `数据包在等（${w.to}）：下一个要处理它的还没来。`,
    os: (w) =>
      `在${w.to}排队：该项留在环或队列里，直到它的消费者得到通知、被唤醒、被调度，或做完前面的事。延迟大多在这里产生。`,
    kernel: () =>
      '没有代码为它运行：它在生产者与消费者的索引之间（TDT/TDH、avail 和 used 的 idx、tap 的 ptr_ring、qdisc）。',
  },
  'mailbox-ack': {
    first: (w) => `宿主机的驱动同意：${w.to} 按虚拟机的请求设好了。`,
    os: () => 'ACK：PF 驱动已写好内置交换的过滤表，把答复放进该 VF 的邮箱。',
    kernel: () => '首个双字里的 IXGBE_VT_MSGTYPE_ACK；ixgbe_write_mbx 置 PFSTS 或 PFACK。',
  },
  'mailbox-nack': {
    first: (w) => `宿主机的驱动不同意：${w.to} 保持原样。`,
    os: () =>
      'NACK：被拒绝，因为管理员设了别的地址或 VLAN，或者该 VF 不受信任。没有设过地址时，复位也这样答复：VF 于是自己取一个。',
    kernel: () => '首个双字里的 IXGBE_VT_MSGTYPE_NACK；PF 驱动在日志里记下它试图覆盖管理员的设定。',
  },
};
