import type { Issue } from '../../engine/scenario/scenario';
import type { problems as en } from '../en/problems';
import type { Like } from '../like';
import { syntaxPlace, wantedKind } from '../problem';
import { limits } from './limits';

const RULES: Readonly<Record<string, string>> = {
  'needs-iommu': '把 PCIe 功能交给虚拟机需要 IOMMU，而它已关闭；`host.unsafeDma` 可强行这样做',
  'posting-needs-apicv': '投递中断（posted interrupt）需要 APIC 虚拟化，而它已关闭',
  'posting-needs-iommu': '投递中断（posted interrupt）需要 IOMMU，而它已关闭',
  'posting-needs-remapping': '投递中断（posted interrupt）需要中断重映射，而它已关闭',
  'failover-needs-vf': '故障切换对的主用设备只能是 VF',
  'failover-needs-kernel': '自己驱动设备的程序上面没有 net_failover',
  'failover-needs-legacy': 'switchdev 模式下，VF 已有代表口在网桥里，地址相同',
  'one-way-to-move': '故障切换对在迁移之前交还 VF，因此不保存 VF 的任何状态',
  'variant-needs-vf': '这个驱动只能直通 VF',
  'no-variant-driver': '没有驱动能保存这块网卡的 VF 状态',
  'tracking-needs-iommu': '没有 IOMMU，就没有带脏位的页表',
  'attack-needs-function': '只有自己拥有 PCIe 功能的虚拟机才能发起越界 DMA',
  'guests-in-all': '各组虚拟机合计最多 64 台',
  'no-such-guest': '没有这个名字的虚拟机',
  'to-itself': '虚拟机不能发给自己',
  'one-side-asks': '请求—应答只能由一方发起',
  'pv-eoi-without-apicv':
    '有 APICv 时中断结束 (EOI) 本来就不退出；KVM 只在没有 APICv 时提供 PV EOI',
  'needs-ioeventfd': '后端不在 VMM 里时靠 ioeventfd 接收通知；只有 `virtio` 可以关掉它',
  'guest-polling-notifies':
    '自行轮询设备的程序不通知任何一方，而这条路径的另一端会睡眠；只能用于 `vhost-user`、`passthrough` 和 `sriov`',
  'needs-replay': '回放需要抓包中的帧，请打开 pcap 或 pcapng 文件',
  'replay-unused': '只有 replay 类流量才能带抓包中的帧',
  'replay-empty': '回放至少要有一帧',
  'no-such-address': '地址表没有这么长',
  'time-goes-back': '必须按时间先后排列',
  'capture-has-addresses': '抓包中的帧自带地址和标签',
  'driver-without-switchdev': '这张网卡的驱动没有 switchdev 模式',
  'driver-without-filters': '传统模式下，这张网卡的驱动没有针对 VF 的规则',
  'only-in-switchdev': '仅限 switchdev 模式',
  'tcp-is-cut': '超过 MTU 的报文要切分，而只有 TCP 会被切分',
  'echo-is-answered': '回显请求需要应答：请用 request-response 类流量',
  'ipv6-as-it-is': 'IPv6 帧不切分：至少 86 字节，且不超过 MTU',
  'ipv6-no-broadcast': 'IPv6 没有广播，本实验的组播组和服务属于 IPv4',
  'destination-twice': 'direction 已经指明了接收方',
  'service-receives': '发往服务地址的帧来自外部：direction 为 rx，且无人应答',
  'one-answers': '请求只发给一台机器，由它应答',
  'polls-set-up-vf': '轮询程序接管的是事先已设置好的 VF',
  'one-queue': 'QEMU 模拟的这些网卡收发各只有一个队列',
  'moved-one-queue': '有备用网卡顶替、或由网卡保存状态的 VF，只模拟一个队列对',
  'queue-pairs-of-vf': '这块网卡的每个 VF 没有更多队列对',
  'function-needs-path': '网卡的切片用于 `sriov` 路径；可扩展功能 (SF) 单独使用时配 `bare-metal`',
  'sf-is-no-device':
    'SF 不是 PCI 功能，不能单独交给虚拟机：`vdpa-sf` 在它上面给虚拟机一个 virtio 设备，`bare-metal` 则给宿主机的程序使用',
  'needs-scalable-mode':
    '可分配设备接口 (ADI) 与 PF 共用路由 ID，只有可扩展模式 (scalable mode) 的 IOMMU 才能凭 PASID 区分它',
  'absent-sf-firmware': '这块网卡的固件不支持 SF',
  'absent-sf-kernel': 'ice 驱动从 Linux 6.12 起才支持 SF，这台主机是 6.1',
  'absent-sf-driver': '这块网卡的驱动不支持 SF',
  'absent-no-pasid':
    '这块网卡没有 PASID，PF 的 DMA 只有一个地址空间；实验室的网卡里只有 E810 有可分配接口',
  'absent-no-vdpa': '这块网卡的队列不能读 virtio 环；ConnectX-6 Dx 及以后的可以',
  'vdpa-checks-addresses':
    'vDPA 虚拟机不写网卡自己格式的描述符；内存之外的地址在到达 IOMMU 之前就被网卡的内存键拒绝',
  'sum-of-pfs': 'numVfs 是 vfsPerPf 各项之和',
};

function reason(rule: string | undefined): string {
  if (rule === undefined) return '';
  if (Object.hasOwn(limits.name, rule)) {
    return `；限制来自：${limits.name[rule as keyof typeof limits.name]}`;
  }
  return Object.hasOwn(RULES, rule) ? `；${RULES[rule] ?? ''}` : '';
}

/** The regular shapes of `Issue.allowed`, longest first. */
const SHAPES: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^true or false$/u, () => 'true 或 false'],
  [/^an object$/u, () => '一个对象'],
  [/^text$/u, () => '文本'],
  [/^text of at most (\S+) characters$/u, (n) => `最多 ${n} 个字符的文本`],
  [/^a value$/u, () => '一个值'],
  [/^a JSON document$/u, () => 'JSON 文档'],
  [/^a device such as "(\S+)" or an object$/u, (d) => `设备描述（例如 "${d}"）或一个对象`],
  [/^an object, or the text of QEMU's command line$/u, () => '一个对象，或 QEMU 命令行的文本'],
  [/^(-\S+ \S+)$/u, (option) => option],
  [/^(\d+)$/u, (n) => n],
  [/^as the model says: (.+)$/u, (message) => `设备模型的说明：${message}`],
  [/^another guest$/u, () => '另一台虚拟机'],
  [/^with (.+)$/u, (key) => `与 ${key} 一起使用`],
  [/^a MAC address such as (\S+)$/u, (mac) => `MAC 地址，例如 ${mac}`],
  [/^a command of nft: (.+)$/su, (message) => `一条 nft 命令：${message}`],
  [/^a list of at most (\S+)$/u, (n) => `最多 ${n} 项的列表`],
  [/^a list of at least (\S+)$/u, (n) => `至少 ${n} 项的列表`],
  [/^at most (\S+)$/u, (n) => `不超过 ${n}`],
  [/^at least (\S+)$/u, (n) => `不小于 ${n}`],
  [/^a whole number, (\S+) to (\S+)$/u, (min, max) => `${min} 到 ${max} 的整数`],
  [/^text with a unit, (\S+) to (\S+)$/u, (min, max) => `带单位的文本，${min} 到 ${max}`],
  [
    /^bytes or text with a unit, (\S+) to (\S+)$/u,
    (min, max) => `字节数或带单位的文本，${min} 到 ${max}`,
  ],
  [/^one of (.+)$/u, (list) => (list ?? '').replaceAll(', ', '、')],
  [/^(\S+) to (\S+)$/u, (min, max) => `${min} 到 ${max}`],
];

/** What a check allows, in Chinese. */
export function allowedInChinese(allowed: string): string {
  for (const [shape, say] of SHAPES) {
    const match = shape.exec(allowed);
    if (match !== null) return say(...match.slice(1));
  }
  return allowed;
}

function sentence(place: string, { code, found, allowed, rule }: Issue): string {
  const at = place === '' ? '场景' : place;
  const choice = `允许：${allowedInChinese(allowed)}${reason(rule)}`;
  switch (code) {
    case 'unknown-key':
      return `${at}：没有这个键；${choice}`;
    case 'wrong-type': {
      const kind = wantedKind(allowed);
      if (found === 'nothing') return `${at}：缺失`;
      if (kind === 'number') return `${at}：${found} 不是数字；${choice}`;
      if (kind === 'quantity') return `${at}：${found} 没有单位；${choice}`;
      return `${at}：${found} 类型不对；${choice}`;
    }
    case 'not-allowed':
      return `${at}：此处不认识 ${found}；${choice}`;
    case 'out-of-range':
      return `${at}：${found} 超出范围；${choice}`;
    case 'bad-quantity':
      return `${at}：${found} 不是带单位的数值；${choice}`;
    case 'not-json': {
      const { line, column, rest } = syntaxPlace(found);
      const what = rest === 'end of text' ? '文本结尾' : rest;
      return `不是 JSON：第 ${line} 行第 ${column} 列，${what} 处`;
    }
    case 'too-large':
      return `场景大小为 ${found}；允许：${allowedInChinese(allowed)}`;
    case 'newer-version':
      return `${at}：文件的版本是 ${found}，由更新的实验室写成；这里最多能读到版本 ${allowed}`;
    case 'conflict':
      return `${at}：${found} 与其他设置冲突；${choice}`;
  }
}

export const problems: Like<typeof en> = {
  issue: (issue) => sentence(issue.path, issue),
  address: ({ name, code, found, allowed, issue }) => {
    const at = name === 's' ? '#s' : name;
    const choice = `允许：${allowed.replaceAll(', ', '、').replace(' – ', ' 到 ')}`;
    switch (code) {
      case 'unknown':
        return `${at}：没有这个参数；${choice}`;
      case 'bad-value':
        return `${at}：不允许“${found}”；${choice}`;
      case 'given-twice':
        return `${at}：给了两次，“${found}”未采用`;
      case 'refused':
        if (issue === undefined) return `${at}：${found}；${choice}`;
        return sentence(name === 's' ? issue.path : name, issue);
      case 'not-packed':
        return `${at}：链接中的场景已损坏或不完整`;
      case 'too-large':
        return `${at}：链接中的场景过大`;
      case 'not-json':
      case 'not-an-object':
        return `${at}：链接中的内容不是场景`;
    }
  },
};
