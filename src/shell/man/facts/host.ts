import { pages } from './row';

export const network = pages('network', [
  [
    'ip',
    8,
    [
      'ip [-d] [-s] [-br] [-j] [-o] link show [DEV] [up]',
      'ip link set DEV { up | down | mtu N | address MAC | name NAME | promisc on|off }',
      'ip link set DEV vf N { mac MAC | vlan ID [qos N] [proto 802.1Q|802.1ad] | spoofchk on|off | trust on|off | state auto|enable|disable | max_tx_rate MBIT | min_tx_rate MBIT }',
    ],
    [
      'ip -br link',
      'ip link set enp59s0f0 up',
      'ip link set enp59s0f0 vf 0 mac 52:54:00:12:34:56',
      'ip link set enp59s0f0 vf 1 vlan 100 qos 3',
      'ip link show enp59s0f0',
    ],
    'ethtool bridge sr-iov',
  ],
  [
    'ethtool',
    8,
    [
      'ethtool DEV',
      'ethtool -i|-S|-l|-g|-k|-c|-a|-P|-n DEV',
      'ethtool -N DEV flow-type ip4|tcp4|udp4 [src-ip A] [dst-ip A] [src-port N] [dst-port N] [vlan ID] action -1 | vf N [loc N]',
      'ethtool -N DEV delete LOC',
    ],
    [
      'ethtool -i enp59s0f0',
      'ethtool -l enp59s0f0',
      'ethtool -S enp59s0f0 | head',
      'ethtool -N enp59s0f0 flow-type udp4 dst-port 53 action -1',
    ],
    'ip limits',
  ],
  [
    'devlink',
    8,
    [
      'devlink dev show',
      'devlink dev eswitch show|set DEVICE [mode legacy|switchdev]',
      'devlink port show|add|del|function set ...',
    ],
    ['devlink dev show', 'devlink port show'],
    'switchdev ip',
  ],
  [
    'vdpa',
    8,
    [
      'vdpa mgmtdev show [DEVICE]',
      'vdpa dev add name NAME mgmtdev DEVICE [mac MAC] [mtu MTU] [max_vqp PAIRS]',
      'vdpa dev show|del [NAME]',
      'vdpa dev config show [NAME]',
    ],
    ['modprobe mlx5_vdpa', 'vdpa mgmtdev show'],
    'devlink modprobe',
  ],
  [
    'bridge',
    8,
    [
      'bridge link [show dev DEV]',
      'bridge link set dev DEV hwmode veb|vepa',
      'bridge fdb show [dev DEV]',
      'bridge fdb add|del MAC dev DEV self',
    ],
    [
      'bridge link',
      'bridge link set dev enp59s0f0 hwmode veb',
      'bridge fdb add 52:54:00:00:00:01 dev enp59s0f0 self',
    ],
    'ip switchdev',
  ],
  [
    'tc',
    8,
    [
      'tc qdisc add|del dev DEV ingress|clsact',
      'tc filter add dev DEV ingress [protocol P] [pref N] flower [skip_sw] [MATCH ...] action drop',
      'tc filter add dev DEV ingress ... flower ... [action vlan push id N|pop pipe] action mirred egress redirect dev DEV',
      'tc [-s] filter show dev DEV ingress',
      'tc filter del dev DEV ingress [pref N]',
    ],
    [
      'tc qdisc add dev enp59s0pf0vf0 ingress',
      'tc filter add dev enp59s0pf0vf0 ingress protocol ip flower skip_sw ip_proto udp dst_port 9 action drop',
      'tc -s filter show dev enp59s0pf0vf0 ingress',
    ],
    'devlink ethtool switchdev',
  ],
  [
    'nft',
    8,
    [
      'nft [-a] list ruleset | table [FAMILY] NAME | chain [FAMILY] TABLE NAME',
      "nft add table|chain|rule [FAMILY] TABLE [CHAIN] [ '{ type filter hook HOOK priority N; policy accept|drop; }' | STATEMENTS ]",
      'nft insert|replace|delete rule ... handle N',
      'nft flush ruleset|table|chain ...',
      'nft [-c] -f FILE',
    ],
    [
      'nft add table bridge filter',
      "nft add chain bridge filter forward '{ type filter hook forward priority filter; }'",
      'nft add rule bridge filter forward udp dport 9 counter drop',
      'nft -a list ruleset',
    ],
    'iptables sysctl tcpdump switchdev',
  ],
  [
    'iptables',
    8,
    [
      'iptables -A|-C|-D CHAIN RULE',
      'iptables -I CHAIN [N] RULE',
      'iptables -D CHAIN N',
      'iptables -L|-S [CHAIN [N]] [-v] [-n] [-x] [--line-numbers]',
      'iptables -F [CHAIN]',
      'iptables -P CHAIN ACCEPT|DROP',
    ],
    [
      'iptables -A FORWARD -m physdev --physdev-in vnet0 -p udp --dport 9 -j DROP',
      'sysctl -w net.bridge.bridge-nf-call-iptables=1',
      'iptables -L -v -n --line-numbers',
      'iptables -D FORWARD 1',
    ],
    'nft sysctl',
  ],
  [
    'sysctl',
    8,
    ['sysctl [-w] net.bridge.bridge-nf-call-iptables[=0|1]'],
    ['sysctl -w net.bridge.bridge-nf-call-iptables=1'],
    'nft iptables',
  ],
  [
    'tcpdump',
    8,
    ['tcpdump [-i INTERFACE] [-neqvxXt] [-c COUNT] [-r FILE] [-w FILE] [-D] [FILTER]'],
    ['tcpdump -D', 'tcpdump -n -i lo -c 5 || ip link show lo'],
    'ip perf',
  ],
]);

export const guests = pages('guests', [
  [
    'virsh',
    1,
    [
      'virsh list [--all]',
      'virsh nodedev-list [--cap pci|net] [--tree]',
      'virsh nodedev-dumpxml|nodedev-detach|nodedev-reattach NODE',
      'virsh attach-device|detach-device GUEST FILE',
      'virsh attach-interface GUEST hostdev ADDRESS [--managed]',
      'virsh dominfo|domiflist|dumpxml|migrate GUEST',
    ],
    [
      'virsh list --all',
      'virsh nodedev-list --cap pci',
      'virsh nodedev-dumpxml pci_0000_3b_10_0',
      'virsh nodedev-detach pci_0000_3b_10_4',
      'virsh nodedev-reattach pci_0000_3b_10_4',
    ],
    'vfio migration iommu_group',
  ],
  [
    'perf',
    1,
    ['perf kvm stat record|report|live [--key=sample|time]'],
    ['perf kvm stat report', 'perf kvm stat report --key=time'],
    'tcpdump virsh',
  ],
]);

export const kernel = pages('kernel', [
  [
    'dmesg',
    1,
    ['dmesg [-c|-C] [-T|-t|-d|-e|-H] [-x] [-l LEVELS]'],
    ['dmesg | tail', 'dmesg -l err,warn', 'dmesg -c > /tmp/boot.log'],
    'sriov_numvfs',
  ],
  [
    'modprobe rmmod lsmod modinfo',
    8,
    ['modprobe [-r] MODULE [PARAMETER=VALUE]...', 'rmmod MODULE', 'lsmod', 'modinfo MODULE'],
    ['lsmod', 'modinfo vfio-pci', 'modprobe vfio-pci', 'modprobe -r vfio-pci'],
    'vfio bind',
  ],
  [
    'nvme',
    1,
    [
      'nvme list-secondary /dev/nvmeN',
      'nvme virt-mgmt /dev/nvmeN -c CONTROLLER -r 0|1 -a 1|7|8|9 -n COUNT',
      'nvme reset /dev/nvmeN',
    ],
    ['nvme version', 'ls /dev/nvme* || nvme help'],
    'sr-iov sriov_numvfs',
  ],
]);
