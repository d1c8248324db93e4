import type { quests as en } from '../../en/quests';
import type { Like } from '../../like';
import { faults } from './faults';

export const quests: Like<typeof en> = {
  faults,
  title: '找出故障',
  complaint: '用户反映的情况',
  complaints: {
    nothing: {
      in: (vm, _peer, { before }) =>
        `${vm} 再也收不到外面来的任何数据包。同样的时间里以前能收到 ${before} 个。`,
      out: (vm, _peer, { before }) =>
        `${vm} 发出的数据包一个也到不了。同样的时间里以前能到 ${before} 个。`,
      to: (vm, peer, { before }) =>
        `${vm} 发给 ${peer} 的数据包一个也到不了。同样的时间里以前能到 ${before} 个。`,
    },
    unseen: (vm, { before }) =>
      `${vm} 负责监听不属于自己的流量，现在什么也看不到：接口没有中断，以前有 ${before} 次。`,
    loses: (vm, { before, now }) => `${vm} 丢失 ${now} 的数据包，以前是 ${before}。`,
    slow: (vm, { before, now }) => `${vm} 只能达到 ${now} Gb/s，以前是 ${before} Gb/s。`,
    late: (vm, { before, now }) => `${vm} 的数据包要用 ${now}，以前是 ${before}。`,
    exits: (vm, { before, now }) =>
      `监控显示 ${vm} 每个数据包有 ${now} 次退出，以前是 ${before} 次。`,
    busy: (vm, { before, now }) => `宿主机为 ${vm} 做的工作占 ${now} 个核，以前是 ${before}。`,
  },
  well: (vms) => `${vms} 没有反映问题。`,
  noneWell: '没有哪台虚拟机是没问题的。',
  about:
    '一台宿主机本来一切正常，直到有人改动了一处。你看到的是用户反映的情况；查明原因时可以用实验室的任何工具。',
  fault: '故障',
  any: '任意，不告知',
  seed: '编号',
  start: '开始',
  found: (n) => `已找出 ${String(n)} 个`,
  named: (name) => `第 ${name} 号`,
  less: '收起',
  more: '展开',
  leave: '退出找故障',
  answer: '就是它',
  examine: '修好了吗？',
  hint: (left) => `提示（还有 ${String(left)} 个）`,
  giveUp: '放弃',
  next: '下一个',
  took: (minutes, typed, hints, wrong) =>
    `用时 ${String(minutes)} 分钟，命令 ${String(typed)} 条，提示 ${String(hints)} 个，答错 ${String(wrong)} 次。`,
  gaveUp: '已放弃。',
  what: '哪里出了错？',
  where: '在哪里？',
  choose: '请选择',
  sites: {
    host: '宿主机',
    pf: (index) => `网卡的端口 ${index}（PF${index}）`,
    vf: (index, vm) => (vm === '' ? `VF ${index}（空闲）` : `VF ${index}（属于 ${vm}）`),
    vm: (name) => `虚拟机 ${name}`,
  },
  verdicts: {
    right: (what, where) => `对了：${what}，位置是${where}。`,
    noSign: (why) => `不是这个。${why}`,
    elsewhere: (what, where) => `有这种故障（${what}）的痕迹，但不在${where}。`,
    noPlace: (where) => `这里没有${where}。`,
  },
  repairs: {
    mended: '修好了：没有人再抱怨，也没有改动别的。',
    ill: '还没有修好，仍有人抱怨：',
    hidden: '没有人再抱怨，但故障还在。',
    more: '抱怨没有了，但改动了原本没有问题的设置：',
    change: (path, before, now) => `${path}：${before} 变成了 ${now}`,
  },
  answerIs: (what, where) => `答案：${what}，位置是${where}。`,
  way: '修复方法：',
  setting: (path, before, now) => `${path}：${before} → ${now}`,
  lookAround: (command) => `用这条命令去看看：${command}。可能的故障：`,
  firstLost: (moment) => `第一个丢失的帧，${moment}`,
  evidence: '可以看到它的地方：',
};
