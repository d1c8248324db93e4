import type { Messages } from '../messages';

export const offline: Messages['offline'] = {
  device: '在此设备上',
  ready: '从现在起，离线也能打开本实验室。',
  kept: '整个实验室已保存在此浏览器中：没有网络时打开同一地址即可使用。',
  newerTitle: '实验室有新版本',
  newer: '新版本已下载，等待启用。重新加载后，当前位置、地址和已作的回答都会保留。',
  renew: '重新加载并启用新版本',
  install: '将实验室安装为应用…',
};
