import type { Messages } from '../messages';

export const share: Messages['share'] = {
  title: '分享当前画面',
  moment: (at) => `定位到这一时刻（${at}）`,
  link: '链接',
  what: '打开链接的人会看到同样的主机与设置，以及同一次运行的数据。',
  ofLesson: '打开链接的人会来到课程的同一步。',
  long: (length, most) =>
    `这个地址有 ${length} 个字符。有些程序会截断超过 ${most} 个字符的地址：发送后请试一下，或改为发送文件。`,
  tooLong: (length, most) =>
    `场景太大，放不进地址：需要 ${length} 个字符，最多给出 ${most} 个。请改为发送文件。`,
  onlyHere: '这个页面在本机上，别人打不开这个地址。请发送文件，或把本实验室放到网站上。',
  noCode: (length, most) =>
    `地址太长，做不成二维码：${length} 个字符，屏幕上能扫清的最多 ${most} 个。`,
  embed: '放进您的网页',
  element: '高度自动适应的框：',
  frame: '不允许脚本的地方：普通 iframe',
  embedTooLong: '场景太大，一行放不下。',
  builder: '选择显示内容或其他工具…',
  openLab: '打开实验室',
  file: '文件',
  fileWhat: '场景文件，可在任意一份实验室中打开：拖到页面上即可。',
  saveFile: '保存场景 (JSON)',
  close: '关闭',
  note: {
    label: '给打开链接的人的留言（可不填）',
    title: '这个地址附有留言',
    untold: '留言来自制作这个地址的人，与本实验室无关。',
  },
  otherModel: {
    title: (name) => `由另一版本的模型生成：${name}`,
    what: (made, here) =>
      `它由模型 ${made} 生成，这里是模型 ${here}。现在由这里的模型运行，数据可能与当时看到的不同。`,
    address: '这个地址',
  },
};
