import type { Messages } from '../messages';

export const picture: Messages['picture'] = {
  title: '舞台图片',
  preview: '将保存的图片',
  name: (ways, at) => `${ways}，时刻 ${at}`,
  source: (model) => `SR-IOV Lab，模型 ${model}`,
  theme: { label: '配色', light: '浅色', dark: '深色', projector: '投影' },
  size: {
    label: '舞台',
    screen: '与屏幕相同',
    slide: '幻灯片',
    page: '页面',
    square: '方形',
  },
  caption: '说明文字',
  legend: '图例',
  paper: '背景',
  saveSvg: (size) => `保存 SVG（${size}）`,
  savePng: '保存 PNG',
  scale: 'PNG 尺寸',
  pixels: (scale, width, height) => `${scale}×：${width} × ${height}`,
  noRoom: '浏览器容不下这么多像素，请选小一些的尺寸。',
  hint: '图片由屏幕上这一时刻的状态绘出，语言与页面相同。SVG 放大多少倍都清晰。',
  close: '关闭',
};
