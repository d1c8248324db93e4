import type { Group, PageFacts } from './page';

const PF = '/sys/bus/pci/devices/0000:3b:00.0';
const VF = '/sys/bus/pci/devices/0000:3b:10.0';

type Row = readonly [
  names: string,
  section: PageFacts['section'],
  synopsis: readonly string[],
  examples: readonly string[],
  see: string,
];

const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

function pages(group: Group, rows: readonly Row[]): readonly PageFacts[] {
  return rows.map(([names, section, synopsis, examples, see]) => {
    const [first = '', ...others] = words(names);
    return { names: [first, ...others], section, group, synopsis, examples, see: words(see) };
  });
}

const pci = pages('pci', [
  [
    'lspci',
    8,
    ['lspci [-v|-vv|-vvv] [-n|-nn] [-k] [-x|-xxx|-xxxx] [-D] [-s SLOT] [-d ID] [-t] [-F FILE]'],
    ['lspci -nn', 'lspci -t', 'lspci -vvv -s 3b:00.0 | grep -A 9 SR-IOV', 'lspci -k -s 3b:10.0'],
    'setpci sr-iov routing-id sysfs',
  ],
  [
    'setpci',
    8,
    ['setpci [-v] -s SLOT REGISTER[=VALUE[:MASK]]...', 'setpci --dumpregs'],
    ['setpci -s 3b:00.0 COMMAND', 'setpci -s 3b:00.0 ECAP_SRIOV+10.w', 'setpci -s 3b:10.0 0.l'],
    'lspci sr-iov',
  ],
]);

const sysfs = pages('sysfs', [
  [
    'sysfs',
    7,
    ['/sys/bus/pci/devices/DOMAIN:BUS:DEVICE.FUNCTION/'],
    [`ls ${PF}`, 'ls /sys/bus/pci/drivers'],
    'sriov_numvfs virtfn driver_override bind remove resource iommu_group',
  ],
  [
    'sriov_numvfs',
    5,
    [`${PF}/sriov_numvfs`],
    [
      `cat ${PF}/sriov_numvfs`,
      `echo 0 > ${PF}/sriov_numvfs`,
      `echo 4 > ${PF}/sriov_numvfs`,
      'dmesg | tail',
    ],
    'sriov_totalvfs sriov_drivers_autoprobe sr-iov limits',
  ],
  [
    'sriov_totalvfs',
    5,
    [`${PF}/sriov_totalvfs`],
    [`cat ${PF}/sriov_totalvfs`, 'lspci -vvv -s 3b:00.0 | grep "Total VFs"'],
    'sriov_numvfs limits',
  ],
  [
    'sriov_offset sriov_stride',
    5,
    [`${PF}/sriov_offset`, `${PF}/sriov_stride`],
    [`cat ${PF}/sriov_offset ${PF}/sriov_stride`],
    'routing-id ari',
  ],
  ['sriov_vf_device', 5, [`${PF}/sriov_vf_device`], [`cat ${PF}/sriov_vf_device`], 'lspci sr-iov'],
  [
    'sriov_drivers_autoprobe',
    5,
    [`${PF}/sriov_drivers_autoprobe`],
    [`cat ${PF}/sriov_drivers_autoprobe`, `echo 0 > ${PF}/sriov_drivers_autoprobe`],
    'sriov_numvfs driver_override bind',
  ],
  [
    'sriov_vf_msix_count sriov_vf_total_msix',
    5,
    [`${VF}/sriov_vf_msix_count`, `${PF}/sriov_vf_total_msix`],
    [`cat ${PF}/sriov_vf_total_msix`],
    'limits',
  ],
  [
    'virtfn virtfn0 physfn',
    5,
    [`${PF}/virtfnN`, `${VF}/physfn`],
    [`ls -d ${PF}/virtfn*`, `readlink ${PF}/virtfn0`, `readlink ${VF}/physfn`],
    'sriov_numvfs routing-id',
  ],
  [
    'iommu_group',
    5,
    [`${VF}/iommu_group`],
    [`readlink ${VF}/iommu_group`, `ls ${VF}/iommu_group/devices`],
    'vfio ari',
  ],
  [
    'driver_override',
    5,
    [`${VF}/driver_override`],
    [`cat ${VF}/driver_override`, `echo vfio-pci > ${VF}/driver_override`],
    'bind vfio',
  ],
  [
    'bind unbind new_id drivers_probe',
    5,
    [
      '/sys/bus/pci/drivers/DRIVER/bind',
      '/sys/bus/pci/drivers/DRIVER/unbind',
      '/sys/bus/pci/drivers_probe',
    ],
    [
      `echo 0000:3b:10.0 > ${VF}/driver/unbind`,
      'echo 0000:3b:10.0 > /sys/bus/pci/drivers_probe',
      'lspci -k -s 3b:10.0',
    ],
    'driver_override vfio',
  ],
  [
    'remove rescan',
    5,
    [`${PF}/remove`, '/sys/bus/pci/rescan'],
    [`ls -l ${PF}/remove`, 'echo 1 > /sys/bus/pci/rescan'],
    'sriov_numvfs',
  ],
  [
    'resource resource0 config',
    5,
    [`${VF}/resource`, `${PF}/config`],
    [`head -n 4 ${VF}/resource`, `ls -l ${PF}/config`],
    'lspci setpci limits',
  ],
  ['ari_enabled', 5, [`${PF}/ari_enabled`], [`cat ${PF}/ari_enabled`], 'ari routing-id'],
]);

const network = pages('network', [
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
    ['ethtool DEV', 'ethtool -i|-S|-l|-g|-k|-c|-a|-P DEV'],
    ['ethtool -i enp59s0f0', 'ethtool -l enp59s0f0', 'ethtool -S enp59s0f0 | head'],
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
    'bridge',
    8,
    ['bridge link', 'bridge link set dev DEV hwmode veb|vepa'],
    ['bridge link', 'bridge link set dev enp59s0f0 hwmode veb'],
    'ip switchdev',
  ],
  [
    'tcpdump',
    8,
    ['tcpdump [-i INTERFACE] [-n] [-e] [-c COUNT] [-D] [FILTER]'],
    ['tcpdump -D', 'tcpdump -n -i lo -c 5 || ip link show lo'],
    'ip perf',
  ],
]);

const guests = pages('guests', [
  [
    'virsh',
    1,
    [
      'virsh list [--all]',
      'virsh nodedev-list [--cap pci|net] [--tree]',
      'virsh nodedev-dumpxml|nodedev-detach|nodedev-reattach NODE',
      'virsh attach-device|detach-device GUEST FILE',
      'virsh attach-interface GUEST hostdev ADDRESS [--managed]',
      'virsh dominfo|domiflist|migrate GUEST',
    ],
    [
      'virsh list --all',
      'virsh nodedev-list --cap pci',
      'virsh nodedev-dumpxml pci_0000_3b_10_0',
      'virsh nodedev-detach pci_0000_3b_10_0',
      'virsh nodedev-reattach pci_0000_3b_10_0',
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

const kernel = pages('kernel', [
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

const files = pages('files', [
  [
    'ls',
    1,
    ['ls [-aAdhilrRStv1] [FILE]...'],
    [`ls ${PF}`, 'ls -l /sys/class/net', `ls -d ${PF}/virtfn*`],
    'readlink find',
  ],
  [
    'cat tac nl rev',
    1,
    ['cat [-n] [FILE]...', 'tac|nl|rev [FILE]...'],
    [`cat ${PF}/sriov_totalvfs`, 'cat /proc/interrupts'],
    'head less',
  ],
  [
    'head tail',
    1,
    ['head [-n N] [FILE]...', 'tail [-n N] [FILE]...'],
    ['dmesg | tail -n 5', 'lspci | head -n 3'],
    'cat less',
  ],
  [
    'grep egrep fgrep',
    1,
    ['grep [-ivnclEFow] [-A N] [-B N] PATTERN [FILE]...'],
    ['lspci | grep -i ethernet', 'dmesg | grep -E "3b:10|VFs"', `grep . ${PF}/sriov_*`],
    'head wc',
  ],
  ['wc', 1, ['wc [-lwc] [FILE]...'], ['lspci | wc -l', `ls -d ${PF}/virtfn* | wc -l`], 'grep sort'],
  [
    'sort uniq',
    1,
    ['sort [-nruVk] [FILE]...', 'uniq [-cdu] [FILE]'],
    ['lspci -n | sort', 'ls /sys/bus/pci/drivers | sort -r | head -n 3'],
    'wc head',
  ],
  [
    'tee',
    1,
    ['tee [-a] [FILE]...'],
    [`echo 0 | tee ${PF}/sriov_numvfs`, 'lspci -t | tee /tmp/tree'],
    'cat',
  ],
  [
    'readlink realpath',
    1,
    ['readlink [-f] FILE...', 'realpath FILE...'],
    [`readlink ${VF}/driver`, `readlink -f ${PF}`, `realpath ${VF}/physfn`],
    'virtfn ls',
  ],
  [
    'find',
    1,
    ['find [PATH]... [-name GLOB] [-type d|f|l] [-maxdepth N] [-exec COMMAND {} \\;]'],
    ['find /sys/bus/pci/devices/ -name "0000:3b:*"', `find ${PF}/ -maxdepth 1 -name "sriov_*"`],
    'ls tree xargs',
  ],
  [
    'tree',
    1,
    ['tree [-L DEPTH] [-d] [-f] [DIRECTORY]'],
    ['tree -L 1 /sys/bus/pci/drivers', 'tree -L 1 /sys/class'],
    'ls find',
  ],
  [
    'less more',
    1,
    ['less [FILE]', 'more [FILE]'],
    ['dmesg | less', 'less /proc/iomem'],
    'head cat',
  ],
  [
    'stat',
    1,
    ['stat [-c FORMAT] FILE...'],
    [`stat ${PF}/sriov_numvfs`, `stat -c "%a %n" ${PF}/sriov_*`],
    'ls',
  ],
  [
    'cut paste',
    1,
    ['cut -d C -f N [FILE]...', 'cut -c LIST', 'paste [FILE]...'],
    ['lspci | cut -d " " -f 1', 'seq 3 | paste -s'],
    'tr sed',
  ],
  [
    'tr',
    1,
    ['tr [-ds] SET1 [SET2]'],
    ['echo 3B:10 | tr A-Z a-z', 'lspci -n | tr -s " "'],
    'cut sed',
  ],
  [
    'sed',
    1,
    ["sed [-n] [-e] 's/PATTERN/TEXT/[g]' [FILE]..."],
    ["lspci | sed -n 's/Ethernet controller/NIC/p'", 'dmesg | sed -n 1,3p'],
    'grep tr',
  ],
  [
    'xargs',
    1,
    ['xargs [-n N] [-I WORD] COMMAND'],
    [`ls -d ${PF}/virtfn* | xargs -n 1 readlink`],
    'find bash',
  ],
  [
    'hexdump hd od xxd',
    1,
    ['hexdump -C FILE', 'xxd [-l N] FILE', 'od -A x -t x1 FILE'],
    [`hexdump -C ${PF}/config | head -n 4`, `xxd -l 16 ${VF}/config`],
    'lspci setpci resource',
  ],
  [
    'basename dirname',
    1,
    ['basename PATH', 'dirname PATH'],
    [`basename $(readlink ${VF}/driver)`, `dirname ${PF}`],
    'readlink',
  ],
  [
    'mkdir rmdir touch rm cp mv ln',
    1,
    ['mkdir|rmdir DIRECTORY...', 'touch|rm FILE...', 'cp|mv FROM TO', 'ln -s TARGET NAME'],
    ['mkdir /tmp/notes; lspci -vvv > /tmp/notes/card; ls /tmp/notes', 'rm -r /tmp/notes'],
    'ls',
  ],
]);

const shell = pages('shell', [
  [
    'bash sh busybox',
    1,
    ['bash [-c COMMAND]', 'NAME=VALUE', 'for NAME in WORDS; do ...; done'],
    [
      'for n in 0 1 2; do echo vf $n; done',
      'true && echo yes || echo no',
      'lspci | wc -l; echo $?',
    ],
    'echo test help',
  ],
  [
    'echo',
    1,
    ['echo [-neE] [TEXT]...'],
    [`echo 0 > ${PF}/sriov_numvfs`, 'echo status $?'],
    'printf sriov_numvfs',
  ],
  [
    'printf',
    1,
    ['printf FORMAT [ARGUMENT]...'],
    ["printf '%02x:%02x.%d\\n' 59 16 0", "printf '%d\\n' 0x80"],
    'echo routing-id',
  ],
  ['cd pwd', 1, ['cd [DIRECTORY]', 'pwd'], [`cd ${PF} && cat sriov_numvfs; cd`, 'pwd'], 'ls'],
  [
    'test [',
    1,
    ['test EXPRESSION', '[ EXPRESSION ]'],
    [`[ -e ${VF}/physfn ] && echo VF`, 'test 4 -gt 3 && echo more'],
    'bash',
  ],
  [
    'export unset set declare typeset local readonly shift read let env printenv',
    1,
    ['export NAME[=VALUE]', 'unset NAME', 'set', 'read NAME', 'let EXPRESSION'],
    [
      `export PF=${PF}; cat $PF/sriov_numvfs`,
      'lspci | read first; echo $first',
      'let n=59*256; echo $n',
    ],
    'bash',
  ],
  [
    'type command alias unalias hash which',
    1,
    ['type NAME...', 'command NAME [ARGUMENT]...', "alias NAME='TEXT'"],
    ['type lspci echo', "alias vfs='lspci -d ::0200'"],
    'bash help',
  ],
  [
    'source . eval exit return break continue',
    1,
    ['source FILE', 'eval TEXT', 'exit [N]'],
    ['echo "echo hello" > /tmp/hello; source /tmp/hello', 'eval "echo 1; echo 2"'],
    'bash',
  ],
  [
    'true false : wait jobs',
    1,
    ['true', 'false', 'wait', 'jobs'],
    ['false; echo $?', 'true && echo done'],
    'bash',
  ],
  ['history', 1, ['history [N]', '!!', '!N', '!TEXT'], ['history 3'], 'bash'],
  ['help', 1, ['help [NAME]'], ['help', 'help sriov_numvfs'], 'man'],
  [
    'man apropos whatis',
    1,
    ['man [-k] NAME', 'apropos WORD', 'whatis NAME', 'LANG=zh_CN.UTF-8 man NAME'],
    ['man sr-iov', 'man -k vlan', 'whatis lspci'],
    'help',
  ],
  ['date', 1, ['date [+FORMAT]'], ['date', 'date +%H:%M:%S'], 'sleep dmesg'],
  [
    'seq',
    1,
    ['seq [FIRST [STEP]] LAST'],
    ['seq 0 2 6', 'for n in $(seq 0 3); do echo virtfn$n; done'],
    'bash',
  ],
  [
    'sleep watch',
    1,
    ['sleep SECONDS', 'watch COMMAND'],
    ['sleep 0.5', 'date; sleep 2; date'],
    'date bash',
  ],
  [
    'hostname uname id whoami clear',
    1,
    ['hostname', 'uname [-asnrvm]', 'id', 'whoami', 'clear'],
    ['uname -r', 'id'],
    'bash',
  ],
]);

const concepts = pages('concepts', [
  [
    'sr-iov',
    7,
    [],
    ['lspci -vvv -s 3b:00.0 | grep -A 9 SR-IOV', `cat ${PF}/sriov_numvfs`],
    'routing-id ari limits vfio sriov_numvfs',
  ],
  [
    'routing-id rid bdf',
    7,
    [],
    [`cat ${PF}/sriov_offset ${PF}/sriov_stride`, 'let rid=0x3b00+128+2*1; printf "%x\\n" $rid'],
    'ari lspci sriov_offset',
  ],
  [
    'ari',
    7,
    [],
    ['lspci -vvv -s 3a:00.0 | grep ARIFwd', `cat ${PF}/ari_enabled`],
    'routing-id sr-iov limits',
  ],
  [
    'limits',
    7,
    [],
    [`cat ${PF}/sriov_totalvfs`, 'lspci -vvv -s 3b:00.0 | grep -E "Total VFs|MSI-X"', 'lspci -t'],
    'sriov_totalvfs routing-id sriov_numvfs',
  ],
  [
    'vfio',
    7,
    [],
    [
      'modprobe vfio-pci',
      `readlink ${VF}/iommu_group`,
      'virsh nodedev-detach pci_0000_3b_10_0',
      'virsh nodedev-reattach pci_0000_3b_10_0',
    ],
    'driver_override iommu_group virsh migration',
  ],
  ['switchdev eswitch', 7, [], ['devlink dev show', 'bridge link'], 'devlink bridge ip'],
  [
    'migration',
    7,
    [],
    ['virsh list', 'virsh migrate --live vm0 qemu+ssh://other/system || echo refused'],
    'virsh vfio',
  ],
]);

export const FACTS: readonly PageFacts[] = [
  ...pci,
  ...sysfs,
  ...network,
  ...guests,
  ...kernel,
  ...files,
  ...shell,
  ...concepts,
];
