import type { Messages } from '../messages';

export const fork: Messages['fork'] = {
  here: '在此分叉：保留这次运行，从这一刻起试另一种走法',
  label: '这次运行的各个走向',
  trunk: '原始',
  unchanged: (at) => `在 ${at} 分叉`,
  close: (name) => `关闭 ${name}`,
  compare: '对比',
  notLanes: '不同之处在于宿主机上输入的命令，不能作为对比的泳道。',
  same: (at) =>
    `目前与原始运行相同。改动包长、速率、每次门铃通知的包数、中断节流、忙轮询或停机轮询：从 ${at} 起生效。其他改动从头生效。`,
  later: (at) => `真正的分叉：${at} 之前两次运行逐位相同。`,
  always: (what) =>
    `不是真正的分叉：“${what}” 不能在运行中改变，所以这个走向从头就是如此，随机种子相同。`,
  loose: (at) => `这是一次分叉的运行：${at} 之前有些值与设置里显示的不同。`,
  held: {
    'not-now': '课程和排障中不能分叉',
    'too-many': '已保留四个走向：关闭一个再分叉',
    'after-fork': '分叉之后不能再分叉：请回到分叉之前，或回到原始运行',
  },
};
