import type { docs as en } from '../en/docs';
import type { Like } from '../like';

export const docs: Like<typeof en> = {
  title: '文档',
  open: '文档',
  allowed: '允许哪些值：见文档',
  close: '关闭文档',
  skip: '跳到正文',
  pages: '页面目录',
  audiences: {
    learner: '学习',
    author: '放进课程页面',
    instructor: '教学',
    developer: '二次开发',
  },
  onPage: '本页内容',
  search: '搜索文档',
  searchHint: '按 / 搜索',
  reading: '正在读取各页……',
  found: (count) => `${String(count)} 处`,
  none: (text) => `没有提到“${text}”。`,
  term: '术语表',
  print: '打印本页',
  copy: '复制',
  copied: '已复制。',
  copyFailed: '无法复制，请选中后手动复制。',
  link: (title) => `“${title}”的链接`,
  unknown: (page) => `没有“${page}”这一页。`,
  unknownPlace: (place) => `本页没有“${place}”这一节。`,
  inLab: '在新标签页中打开实验室',
  next: (title) => `下一页：${title} →`,
  previous: (title) => `← 上一页：${title}`,
};
