import type { Messages } from '../messages';

export const fork: Messages['fork'] = {
  here: '在此分叉：保留这次运行，从这一刻起试另一种走法',
  label: '这次运行的各个走向',
  trunk: '原始',
  unchanged: (at) => `在 ${at} 分叉`,
  close: (name) => `关闭 ${name}`,
  compare: '对比',
  same: (at) =>
    `到目前为止与之前相同。改动包长、速率、每次门铃通知的包数、中断节流、忙轮询或停机轮询，或在宿主机上输入设置 VF 的命令（ip link set … vf 0 vlan、max_tx_rate、spoofchk、state）：从 ${at} 起生效。其他改动从头生效。`,
  later: (at) => `真正的分叉：${at} 之前两次运行逐位相同。`,
  always: (what) =>
    `不是真正的分叉：“${what}” 不能在运行中改变，所以这个走向从头就是如此，随机种子相同。`,
  typed: (what) =>
    `不是真正的分叉：到“${what}”为止输入的命令里，有的必须在驱动启动之前就如此（VF 数量、MAC 地址、信任、驱动、防火墙），所以这个走向从头就是如此。`,
  loose: (at) => `这是一次分叉的运行：${at} 之前有些值与设置里显示的不同。`,
  untyped: '没有输入命令',
  swept: '页面上的运行分叉过，而扫描的各个点没有：设置里显示的值在各点从头生效。',
  held: {
    'not-now': '课程和排障中不能分叉',
    'too-many': '已保留四个走向：关闭一个再分叉',
  },
};
