import type { Messages } from '../messages';

export const failures: Messages['failures'] = {
  claim: (what, shown) => `断言不成立：${what}（${shown}）`,
  segment: '这一段在开始之前就结束了',
  figure: (what) => `这次运行没有 ${what} 这个数`,
  options: (what) => `有 ${what} 个选项是对的，应该正好一个`,
  'no-answer': (_, shown) => `这次运行给不出答案（${shown}）`,
  reason: (_, shown) => `给错误答案的说明碰上了正确答案（${shown}）`,
  'solved-before': '任务还没开始就已经完成了',
  refused: (what) => `解法被拒绝：${what}`,
  'solution-moment': '解法所说的时刻没有出现',
  unsolved: (_, shown) => `解法没有完成任务（${shown}）`,
  moment: (what) => `这个时刻没有出现：${what}`,
};
