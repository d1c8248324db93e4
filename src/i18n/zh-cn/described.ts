import type { Messages } from '../messages';

export const described: Messages['described'] = {
  label: '当前屏幕内容',
  where: (view, at, end) => `${view}，时刻 ${at}，全长 ${end}。`,
  playing: '正在播放。',
  paused: '已暂停。',
  path: (path) => `I/O 路径：${path}。`,
  beside: (path) => `旁边对比：${path}。`,
  flight: '正在途中：',
  so: (delivered, dropped, exits) =>
    `到此时已送达 ${delivered} 个，丢弃 ${dropped} 个，VM 退出 ${exits} 次。`,
  close: '收起',
};
