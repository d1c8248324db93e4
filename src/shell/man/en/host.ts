import type { Pages } from '../page';

export const host: Pages = {
  ip: {
    summary: 'show and change interfaces, and the VFs of a PF',
    description: [
      'Words may be shortened: ip l, ip li sh. -d adds details, -s counters, -br one line each, -j JSON, -o no line ends inside an entry.',
      "Below a PF that has VFs on, link show has one line for each: the address the PF knows, VLAN, rate, spoof check, link state, trust. These are settings of the card's switch, made by the PF's driver; the guest cannot change them.",
      "mac is what the VF will find when its driver starts next; a VF whose address was set here may not take another one unless it is trusted. vlan puts the VF into a VLAN without its knowledge; 802.1ad needs a card that can. spoofchk drops frames that claim another sender. state disable lets the VF's frames fall, enable lets VFs talk to each other without a cable. Rates are in Mbit/s; most drivers refuse min_tx_rate.",
      'What a driver cannot do is answered with Operation not supported, a VF that does not exist with Invalid argument.',
    ],
    examples: [
      'All interfaces, short.',
      'The PF up: without it no VF has a link.',
      'An address for VF 0.',
      'VF 1 is in VLAN 100, priority 3.',
      'How the card is set now.',
    ],
    exit: '0; 1 where the interface is not there; 2 where the kernel refuses; 255 where the line is wrong.',
  },
  ethtool: {
    summary: 'ask a network driver',
    description: [
      '-i says which driver it is and on which function, -S its counters, -l its channels (pairs of queues), -g its rings, -k what the card computes for the CPU, -c how it moderates interrupts, -a pause frames, -P the address it was born with. Without an option: link and speed.',
      'Channels are shared out: with VFs on, an 82576 leaves its PF two. bus-info ties the interface to the function that lspci shows.',
      '-N writes a rule into the receive side of ixgbe and i40e (Flow Director): what any function of the port gets is compared, action -1 drops it, vf N leads it to a VF. -n shows the rules.',
    ],
    examples: [
      'Driver and function.',
      'How many channels there may be, and are.',
      'The first counters.',
      'DNS to any function is dropped in the card.',
    ],
    exit: '0; 1 where the driver does not answer; 71 to 96 for older requests that fail.',
  },
  vdpa: {
    summary: 'virtio devices whose data path is in the card',
    description: [
      'A management device is a function or scalable function that can make a vDPA device: the card then reads the virtio ring of whoever opens it. Here those are VFs and active scalable functions of a BlueField-2 or ConnectX-7, once modprobe mlx5_vdpa has loaded their driver; before, the program does not reach the kernel.',
      'Each makes one device. Output is laid out as in the sources of iproute2, not recorded on a host. A vDPA device made here is not given to a guest: no path of the lab uses it.',
    ],
    examples: ['The driver.', 'Who can make devices.'],
    exit: '0; 1 where something is refused.',
  },
  devlink: {
    summary: 'a card as a whole: its switch and its ports',
    description: [
      'Works on drivers that register with devlink: mlx5_core, ice, i40e, bnxt_en. On a card with another driver dev show is empty, and a device named all the same is answered with No such device.',
      "eswitch set ... mode switchdev turns the card's switch into one that the host steers: each VF then has a port (flavour pcivf) on the host's side. port add ... flavour pcisf pfnum 0 sfnum 88 makes a scalable function of an mlx5 card: it has queues and a port, but no Routing ID of its own. port function set ... hw_addr MAC state active starts it: a device on /sys/bus/auxiliary and an interface appear. The firmware is set up for 236 a PF, the maker's example; a ConnectX-4 Lx has none.",
    ],
    examples: ['Cards that are registered.', 'Their ports.'],
    exit: '0; 1 where something is refused.',
  },
  bridge: {
    summary: "the mode of the card's switch, and addresses that a function takes in",
    description: [
      'hwmode veb lets the card switch between its VFs itself; hwmode vepa sends everything to the switch at the other end of the cable, which must send it back. ixgbe, i40e, ice and bnxt_en know these modes.',
      "fdb add ... self gives a PF a further address. A VF's frame for a guest behind the host's bridge then goes up the PF instead of out by the wire.",
    ],
    examples: [
      'Ports of bridges: none of the card.',
      'Frames between VFs stay in the card.',
      'The guest vm1 sits behind the bridge: VFs of this port reach it now.',
    ],
    exit: '0; 255 where the command line is wrong, 2 where the kernel refuses.',
  },
  tc: {
    summary: 'rules that the card enforces on its ports, in switchdev mode',
    description: [
      'A flower filter on the representor of a VF looks at what that VF sends; on the PF, at what comes in by the wire. The card compares the headers (src_mac, dst_mac, vlan_id, ip_proto, src_ip, dst_ip, src_port, dst_port) and drops, tags or redirects; no CPU takes part.',
      'Every filter is in_hw here. skip_hw, and what the card cannot do, is refused. -s adds what a filter has hit in the run, as far as it has come.',
    ],
    examples: [
      'A place for filters.',
      'UDP to port 9 is dropped as the VF sends it.',
      'What it has hit.',
    ],
    exit: '0; 1 where the command line is wrong, 2 where the kernel refuses.',
  },
  nft: {
    summary: "rules of the host's firewall",
    description: [
      'Families: bridge (frames between the ports of br0), inet and ip (what programs of the host send and get; bridged frames only with bridge-nf-call-iptables). Hooks: prerouting, input, forward, output, postrouting. Matches: ether saddr|daddr|type, vlan id|pcp, ip saddr|daddr|protocol|length, udp|tcp|th sport|dport, icmp type, meta l4proto|protocol|length|pkttype, iifname, oifname; values, ranges, prefixes and sets in braces.',
      'Statements: counter, accept, drop, continue, return, jump, goto, queue (nobody listens, so it drops), log (writes nothing), vmap, and ether daddr set, by one address or a map of jhash or numgen: a load balancer without NAT (direct server return). Not here: connection tracking, NAT, reject, limit, named sets.',
      'With each change of the rules the run begins anew. Counters show the run up to its cursor. A VF never asks: its frames reach no hook.',
    ],
    examples: [
      'A table for frames of the bridge.',
      'A chain that is asked about every frame between two ports.',
      'Nothing to UDP port 9 passes the bridge.',
      'All rules, with handles and counters.',
    ],
    exit: '0; 1 where the kernel or the grammar refuses.',
  },
  iptables: {
    summary: "rules of the host's firewall, in the older words",
    description: [
      'Chains: INPUT and OUTPUT (what programs of the host get and send), FORWARD. RULE: -s -d ADDRESS[/MASK], -i -o INTERFACE, -p PROTOCOL, with udp or tcp --sport --dport PORT[:PORT], -m physdev --physdev-in --physdev-out PORT; ! before any of them; -j ACCEPT, DROP, RETURN or QUEUE. The rules stand in the table ip filter: nft list ruleset shows them.',
      'Frames between guests, or between a guest and the wire, cross the bridge below the IP layer and come to no chain of iptables, whatever it says, until net.bridge.bridge-nf-call-iptables is 1 (br_netfilter). It is 0 at the start here; where Docker or Kubernetes loaded br_netfilter, it is 1. Then such frames pass FORWARD, if they are IPv4 without a VLAN tag; -i and -o see br0 there, only physdev the port (vnet0, the uplink).',
      'A VF never asks: its frames reach no chain. Not here: other tables, chains of one’s own, connection tracking, NAT, REJECT, LOG.',
    ],
    examples: [
      'What VM0 sends to UDP port 9 is dropped – as soon as bridged frames come here at all.',
      'Now they do.',
      'Rules with numbers and counters.',
      'The first rule of the chain goes.',
    ],
    exit: '0; 1 where the kernel refuses, 2 where the line is wrong, 4 where the kernel refuses a rule.',
  },
  sysctl: {
    summary: 'settings of the kernel',
    description: [
      'Here there is one: with net.bridge.bridge-nf-call-iptables=1 bridged IPv4 frames pass the prerouting, forward and postrouting chains of the families ip and inet too, with br0 as both interfaces (br_netfilter).',
    ],
    examples: ['Chains of the IP layer are asked about bridged frames.'],
    exit: '0; 1 where there is no such setting.',
  },
  tcpdump: {
    summary: 'packets that passed an interface',
    description: [
      '-D lists what can be listened to. The filter may be of udp, tcp, icmp, arp, host A, port N, each host and port with src or dst, joined by and.',
      'A real tcpdump waits for packets until it is interrupted. Here time stands still while a command runs, so it prints what has passed so far and ends.',
      "Frames of a VF that a guest owns are not to be seen: they never come through the host's kernel. That is the point of SR-IOV, and why such traffic is observed in the card or in the guest.",
    ],
    examples: ['What can be listened to.', 'An interface that is down is refused.'],
    exit: '0; 1 where the interface or the filter is wrong.',
  },
  virsh: {
    summary: 'guests and what they are given',
    description: [
      "list shows the guests, nodedev-list the host's devices by libvirt's names: pci_0000_3b_10_0. nodedev-dumpxml of a PF lists its VFs, of a VF its PF and IOMMU group.",
      "nodedev-detach takes a function from its driver and gives it to vfio-pci, by driver_override; nodedev-reattach undoes that. attach-device does it by itself where the XML says managed='yes', and hands the function to the guest. The XML names domain, bus, slot and function: <hostdev mode='subsystem' type='pci' managed='yes'><source><address domain='0x0000' bus='0x3b' slot='0x10' function='0x0'/></source></hostdev>.",
      'The guests are those of the picture: one that lost its function by detach-device, or because vfio-pci was unbound from it, is drawn without a device; the run is computed anew, the moment shown stays. So it is until the VFs are switched off and on.',
      'A function that another guest owns, or whose group is shared with a driver of the host, is refused. migrate is refused for a guest that owns a VF without a standby, on a card that cannot save it (migration).',
    ],
    examples: [
      'All guests.',
      'All PCI functions.',
      'One VF as libvirt describes it.',
      'From its driver to vfio-pci.',
      'And back.',
    ],
    exit: '0; 1 where something is refused.',
  },
  perf: {
    summary: 'why guests left guest mode',
    description: [
      'perf kvm stat counts the exits of all virtual CPUs by reason, with the time from the exit to the next entry. The busiest reasons come first; --key=time sorts by time.',
      "EPT_MISCONFIG is an access to a register of an emulated or virtio device, MSR_WRITE mostly timers and interrupts, EXTERNAL_INTERRUPT an interrupt of the host's, HLT an idle guest. A guest with a VF of its own and posted interrupts hardly exits for its packets: compare.",
      'Counting runs since the start of the simulation, so report needs no record before it.',
    ],
    examples: ['All reasons so far.', 'The most expensive ones first.'],
    exit: '0; 129 where the line is wrong.',
  },
  dmesg: {
    summary: 'what the kernel has said',
    description: [
      'Seconds since the start in brackets, then the driver and function that speak. -c prints and empties, which shows what one action caused; -T prints the time of day, -d the time since the line before; -l err,warn only what is wrong.',
      'Most refusals of sriov_numvfs are explained here and nowhere else. Two are not: a text that is no number, and more than sriov_totalvfs.',
    ],
    examples: [
      'The latest lines.',
      'Only complaints.',
      'Puts all of it away; the next dmesg begins empty.',
    ],
    exit: '0; 1 where an option is wrong.',
  },
  modprobe: {
    summary: 'drivers in and out',
    description: [
      'modprobe loads a module with those it needs, modprobe -r removes one with those nobody needs any more. Parameters follow: modprobe vfio-pci enable_sriov=1. lsmod lists what is loaded, modinfo what a module can be told, rmmod removes just one.',
      "Removing a PF's driver takes its VFs away where the driver does so (igb, ixgbe); vfio-pci in use by a guest stays.",
    ],
    examples: [
      'What is loaded.',
      'Its parameters.',
      'vfio, for giving functions to guests.',
      'Out again.',
    ],
    exit: '0; 1 where there is no such module, or it is in use.',
  },
  nvme: {
    summary: 'VFs of an NVMe controller',
    description: [
      'An NVMe PF is a primary controller and each VF a secondary one, offline at first: its driver gives up with "Device not ready". The primary must give it queues (-r 0) and interrupts (-r 1), then put it online.',
      'Actions: 1 sets what the primary keeps, in force after nvme reset; 8 assigns to a secondary; 9 puts it online, which needs two queues, one interrupt and the VF switched on; 7 takes it offline. A reset of the primary takes all of them offline.',
    ],
    examples: ['The version of the tool.', 'A host without an NVMe controller has none.'],
    exit: "0; 1 with the controller's status.",
  },
};
