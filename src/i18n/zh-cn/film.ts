import type { Messages } from '../messages';

export const film: Messages['film'] = {
  title: '舞台动画',
  hint: '每一帧都由该时刻的运行状态绘出，花多久都行；不是录屏。',
  from: '从 (µs)',
  to: '到 (µs)',
  journey: '数据包的全程',
  stage: '从当前到下一阶段',
  perSecond: '每秒播放的模拟时间 (µs)',
  rate: '每秒帧数',
  format: '文件',
  webm: 'WebM（视频）',
  gif: 'GIF 动图',
  size: '尺寸',
  comesTo: (frames, seconds, size, bytes) => `${frames} 帧，${size}，${seconds} 秒，约 ${bytes}`,
  tooMany: (frames, most) =>
    `那样会有 ${frames} 帧，最多只做 ${most} 帧。请缩短范围、加快速度或减少每秒帧数。`,
  why: {
    'no-range': '范围的终点不在起点之后。',
    outside: '范围的终点超出了已算出或可显示的部分。',
    'no-speed': '速度必须大于 0。',
  },
  noVideo: '这个浏览器在此处不能编码视频，可以制作 GIF。',
  make: '开始制作',
  making: '已完成的帧',
  done: (done, of) => `${done} / ${of}`,
  cancel: '取消',
  failed: (reason) => `未能制作：${reason}`,
  preview: '将保存的动画',
  save: (size) => `保存（${size}）`,
  close: '关闭',
};
