import type { Messages } from '../messages';

export const hall: Messages['hall'] = {
  keys: {
    title: '演示时（翻页笔也可以）',
    does: {
      next: '下一个或上一个：演示脚本中的时刻，没有脚本时是课的一步，再没有则是数据包的一步',
      play: '播放或暂停',
      black: '黑屏；按任意键恢复',
      first: '从脚本的第一个时刻开始，全屏',
      from: '从这里开始，全屏',
    },
  },
  page: {
    title: '在大教室里',
    what: '不只是课，任何运行都能演示：更大的字、照在部件上的灯光、翻页笔的按键。按 P 开始和结束。',
    present: '演示舞台上的内容',
  },
  bar: {
    colours: '投影配色',
    full: '全屏',
    notFull: '退出全屏',
    black: '屏幕已变黑。按任意键恢复。',
  },
};
