import type { Pages } from '../page';

export const host: Pages = {
  ip: {
    summary: '查看和修改接口以及 PF 的 VF',
    description: [
      '关键字可以缩写：ip l、ip li sh。-d 显示细节，-s 显示计数，-br 每项一行，-j 输出 JSON，-o 每项不换行。',
      '启用了 VF 的 PF 下面，link show 为每个 VF 列出一行：PF 所知的地址、VLAN、速率、源地址检查、链路状态、信任。这些是网卡内部交换机的设置，由 PF 的驱动完成，虚拟机无法更改。',
      'mac 是 VF 驱动下次启动时得到的地址；在此设置过地址的 VF，除非受信任，否则不能换用别的地址。vlan 在 VF 不知情的情况下把它放入某个 VLAN；802.1ad 需要网卡支持。spoofchk 丢弃冒充他人的帧。state disable 丢弃该 VF 的帧，enable 使 VF 在没有网线时也能互通。速率单位为 Mbit/s；多数驱动拒绝 min_tx_rate。',
      '驱动做不到的回答 Operation not supported，不存在的 VF 回答 Invalid argument。',
    ],
    examples: [
      '全部接口，简要。',
      '启用 PF：没有它，任何 VF 都没有链路。',
      '为 VF 0 设置地址。',
      '把 VF 1 放入 VLAN 100，优先级 3。',
      '网卡当前的设置。',
    ],
    exit: '0；接口不存在为 1；内核拒绝为 2；命令行有误为 255。',
  },
  ethtool: {
    summary: '询问网卡驱动',
    description: [
      '-i 显示驱动及其所在的功能，-S 计数器，-l 通道（队列对），-g 环，-k 由网卡代 CPU 完成的计算，-c 中断节流，-a 暂停帧，-P 出厂地址。不带选项时显示链路和速率。',
      '通道是分摊的：启用 VF 后，82576 只给 PF 留两个。bus-info 把接口与 lspci 中的功能对应起来。',
      '-N 把规则写进 ixgbe 和 i40e 的接收侧 (Flow Director)：比较该端口任一功能收到的帧，action -1 丢弃，vf N 转给某个 VF。-n 显示规则。',
    ],
    examples: [
      '驱动与功能。',
      '通道的上限与现状。',
      '前几个计数器。',
      '发给任一功能的 DNS 在网卡里丢弃。',
    ],
    exit: '0；驱动不回答为 1；旧式请求失败为 71 到 96。',
  },
  vdpa: {
    summary: '数据路径在网卡里的 virtio 设备',
    description: [
      '管理设备 (mgmtdev) 是能够创建 vDPA 设备的功能或可扩展功能：创建后，网卡直接读写使用者的 virtio 环。这里是 BlueField-2 和 ConnectX-7 的 VF 以及处于 active 的可扩展功能，须先用 modprobe mlx5_vdpa 加载驱动；在此之前程序连不上内核。',
      '每个管理设备只能创建一个设备。输出格式取自 iproute2 源码，不是实机记录。这里创建的 vDPA 设备不会分配给客户机：实验室没有使用它的路径。',
    ],
    examples: ['加载驱动。', '哪些能创建设备。'],
    exit: '0；被拒绝为 1。',
  },
  devlink: {
    summary: '整张网卡：交换机与端口',
    description: [
      '适用于向 devlink 注册的驱动：mlx5_core、ice、i40e、bnxt_en。其他驱动的网卡，dev show 为空；若仍指定设备，则回答 No such device。',
      'eswitch set ... mode switchdev 把网卡的交换机交给主机控制：每个 VF 在主机侧有一个端口（flavour pcivf）。port add ... flavour pcisf pfnum 0 sfnum 88 在 mlx5 网卡上创建可扩展功能（SF）：它有队列和端口，但没有自己的 Routing ID。port function set ... hw_addr MAC state active 启动它：/sys/bus/auxiliary 下出现一个设备，并出现网络接口。固件按厂商示例设为每个 PF 236 个；ConnectX-4 Lx 没有。',
    ],
    examples: ['已注册的网卡。', '它们的端口。'],
    exit: '0；被拒绝为 1。',
  },
  bridge: {
    summary: '网卡交换机的模式，以及功能代收的地址',
    description: [
      'hwmode veb 让网卡自己在 VF 之间交换；hwmode vepa 把所有帧发给网线另一端的交换机，由它送回。ixgbe、i40e、ice 和 bnxt_en 支持这些模式。',
      'fdb add ... self 给 PF 再加一个地址：VF 发给主机网桥后面的虚拟机的帧，这时从 PF 上来，而不是走线路出去。',
    ],
    examples: [
      '网桥的端口：没有网卡的。',
      'VF 之间的帧留在网卡内。',
      '虚拟机 vm1 在网桥后面：该端口的 VF 现在能到达它。',
    ],
    exit: '0；命令行有误为 255，被内核拒绝为 2。',
  },
  tc: {
    summary: 'switchdev 模式下由网卡在其端口上执行的规则',
    description: [
      'VF 代表口上的 flower 过滤器看该 VF 发出的帧；PF 上的看从线路进来的帧。网卡比较报头（src_mac、dst_mac、vlan_id、ip_proto、src_ip、dst_ip、src_port、dst_port），丢弃、加标签或重定向，不用 CPU。',
      '这里的过滤器都在硬件中 (in_hw)。skip_hw 以及网卡做不到的会被拒绝。-s 加上过滤器在运行到目前为止的命中数。',
    ],
    examples: ['放过滤器的地方。', 'VF 发往 UDP 9 端口的帧被丢弃。', '命中了多少。'],
    exit: '0；命令行有误为 1，被内核拒绝为 2。',
  },
  nft: {
    summary: '宿主机防火墙的规则',
    description: [
      '地址族：bridge（br0 各端口之间的帧）、inet 和 ip（宿主机自己的程序收发的；桥接的帧只有在打开 bridge-nf-call-iptables 时才经过）。钩子：prerouting、input、forward、output、postrouting。匹配：ether saddr|daddr|type、vlan id|pcp、ip saddr|daddr|protocol|length、udp|tcp|th sport|dport、icmp type、meta l4proto|protocol|length|pkttype、iifname、oifname；值、范围、前缀和花括号里的集合。',
      '语句：counter、accept、drop、continue、return、jump、goto、queue（没有人监听，等于丢弃）、log（不写任何东西）、vmap，以及 ether daddr set：写入一个地址，或按 jhash、numgen 的映射选一个，即不做 NAT 的负载均衡（直接服务器返回）。这里没有：连接跟踪、NAT、reject、limit、命名集合。',
      '规则每改一次，运行就从头开始。计数器显示到游标为止的运行。VF 从不经过：它的帧到不了任何钩子。',
    ],
    examples: [
      '一张给网桥的帧用的表。',
      '端口之间转发的每一帧都要问的链。',
      '发往 UDP 端口 9 的一律不许过网桥。',
      '全部规则，带句柄和计数器。',
    ],
    exit: '0；内核或语法拒绝时为 1。',
  },
  iptables: {
    summary: '宿主机防火墙的规则（较早的写法）',
    description: [
      '链：INPUT 和 OUTPUT（宿主机自己的程序收到和发出的）、FORWARD。规则 (RULE)：-s -d 地址[/掩码]、-i -o 接口、-p 协议，udp 或 tcp 还可用 --sport --dport 端口[:端口]，-m physdev --physdev-in --physdev-out 网桥端口；每一项前都可加 ! 取反；-j ACCEPT、DROP、RETURN 或 QUEUE。规则存放在 ip filter 表中，nft list ruleset 也能看到。',
      '客户机之间、客户机与外部线路之间的帧在 IP 层之下经过网桥，无论规则怎么写都不会进入 iptables 的任何链，除非 net.bridge.bridge-nf-call-iptables 为 1 (br_netfilter)。这里开始时为 0；如果 Docker 或 Kubernetes 加载了 br_netfilter，它就是 1。此后这些帧（不带 VLAN 标签的 IPv4）会经过 FORWARD；-i 和 -o 在那里看到的都是 br0，只有 physdev 能看到网桥的端口（vnet0、上行口）。',
      'VF 从不过问这些规则：它的帧不进入任何链。这里没有：其他表、自定义链、连接跟踪、NAT、REJECT、LOG。',
    ],
    examples: [
      '丢弃 VM0 发往 UDP 端口 9 的报文——前提是桥接的帧会经过这里。',
      '现在会经过了。',
      '列出规则及其编号和计数器。',
      '删除该链的第一条规则。',
    ],
    exit: '0；内核拒绝时为 1，命令行有误时为 2，内核拒绝某条规则时为 4。',
  },
  sysctl: {
    summary: '内核设置',
    description: [
      '这里只有一项：net.bridge.bridge-nf-call-iptables=1 时，桥接的 IPv4 帧也要经过 ip 和 inet 族的 prerouting、forward、postrouting 链，入接口和出接口都是 br0 (br_netfilter)。',
    ],
    examples: ['让 IP 层的链也检查桥接的帧。'],
    exit: '0；没有这项设置时为 1。',
  },
  tcpdump: {
    summary: '经过接口的报文',
    description: [
      '-D 列出可监听的接口。过滤条件可用 udp、tcp、icmp、arp、host A、port N，host 与 port 前可加 src 或 dst，用 and 连接。',
      '真实的 tcpdump 会一直等待直到被中断。这里命令运行时时间静止，所以它打印到目前为止经过的报文后就结束。',
      '归虚拟机所有的 VF 的帧在主机上看不到：它们根本不经过主机内核。这正是 SR-IOV 的意义，这类流量要在网卡或虚拟机里观察。',
    ],
    examples: ['可监听的接口。', '未启用的接口会被拒绝。'],
    exit: '0；接口或过滤条件有误为 1。',
  },
  virsh: {
    summary: '虚拟机以及分配给它们的设备',
    description: [
      'list 列出虚拟机，nodedev-list 用 libvirt 的名称列出主机设备：pci_0000_3b_10_0。对 PF 执行 nodedev-dumpxml 会列出其 VF，对 VF 则列出其 PF 和 IOMMU 组。',
      "nodedev-detach 通过 driver_override 把功能从驱动转给 vfio-pci；nodedev-reattach 撤销。XML 中写明 managed='yes' 时，attach-device 会自动完成并把功能交给虚拟机。XML 指出域、总线、槽位和功能：<hostdev mode='subsystem' type='pci' managed='yes'><source><address domain='0x0000' bus='0x3b' slot='0x10' function='0x0'/></source></hostdev>。",
      '这里的虚拟机就是图中的虚拟机：因 detach-device 或解除 vfio-pci 绑定而失去功能的虚拟机，在图中没有设备；仿真会重新计算，所看的时刻不变。该状态一直保持到 VF 被关闭并重新启用。',
      '已归其他虚拟机所有的功能，或所在组仍有主机驱动的功能，会被拒绝。拥有 VF 的虚拟机，如果没有备用接口、网卡又不能保存其状态，就不能 migrate（见 migration）。',
    ],
    examples: [
      '所有虚拟机。',
      '所有 PCI 功能。',
      'libvirt 描述的一个 VF。',
      '从驱动转给 vfio-pci。',
      '再转回来。',
    ],
    exit: '0；被拒绝为 1。',
  },
  perf: {
    summary: '虚拟机为何离开客户模式',
    description: [
      'perf kvm stat 按原因统计所有虚拟 CPU 的退出，以及从退出到再次进入的时间。次数最多的排在前面；--key=time 按时间排序。',
      'EPT_MISCONFIG 是访问模拟设备或 virtio 设备的寄存器，MSR_WRITE 多为定时器和中断，EXTERNAL_INTERRUPT 是主机的中断，HLT 是虚拟机空闲。拥有自己的 VF 且启用 posted interrupt 的虚拟机收发报文时几乎不退出：可以对比。',
      '计数从模拟开始时就在进行，所以 report 之前不需要 record。',
    ],
    examples: ['到目前为止的所有原因。', '耗时最多的排在前面。'],
    exit: '0；命令行有误为 129。',
  },
  dmesg: {
    summary: '内核说过的话',
    description: [
      '方括号里是启动以来的秒数，其后是发言的驱动和功能。-c 打印并清空，便于看清一个操作的后果；-T 显示日期时间，-d 显示与上一行的间隔；-l err,warn 只显示问题。',
      'sriov_numvfs 的拒绝原因大多只在这里说明。两种情况没有：不是数字，以及超过 sriov_totalvfs。',
    ],
    examples: ['最近的几行。', '只看警告和错误。', '全部存起来；下次 dmesg 从空开始。'],
    exit: '0；选项有误为 1。',
  },
  modprobe: {
    summary: '加载和卸载驱动',
    description: [
      'modprobe 加载模块及其依赖，modprobe -r 卸载模块以及不再有人需要的依赖。参数写在后面：modprobe vfio-pci enable_sriov=1。lsmod 列出已加载的模块，modinfo 显示模块的参数，rmmod 只卸载一个。',
      '卸载 PF 的驱动时，igb 和 ixgbe 会带走 VF；虚拟机正在使用的 vfio-pci 不能卸载。',
    ],
    examples: ['已加载的模块。', '它的参数。', '加载 vfio，以便把功能交给虚拟机。', '再卸载。'],
    exit: '0；没有该模块或正在使用为 1。',
  },
  nvme: {
    summary: 'NVMe 控制器的 VF',
    description: [
      'NVMe 的 PF 是主控制器，每个 VF 是一个从控制器，起初处于离线状态：驱动会以“Device not ready”放弃。主控制器必须先给它队列（-r 0）和中断（-r 1），再使其上线。',
      '动作：1 设定主控制器自留的数量，nvme reset 后生效；8 分配给从控制器；9 上线，需要两个队列、一个中断并且 VF 已启用；7 离线。重置主控制器会使所有从控制器离线。',
    ],
    examples: ['工具的版本。', '没有 NVMe 控制器的主机上不存在该设备。'],
    exit: '0；出错为 1，并显示控制器的状态。',
  },
};
