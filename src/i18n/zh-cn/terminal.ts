import type { terminal as en } from '../en/terminal';
import type { Like } from '../like';

export const terminal: Like<typeof en> = {
  label: '模拟主机的终端',
  input: '模拟主机的命令行',
  log: '命令及其输出',
  byPicture: '由图中操作执行',
  boot: '已换成另一台主机',
  cut: '……其余内容见终端。',
  suggestions: '可以试试的命令',
  smaller: '缩小字号',
  larger: '放大字号',
  copy: '复制全部内容',
  copied: '已复制。',
  copyFailed: '浏览器拒绝访问剪贴板。',
  clear: '清空终端',
  dock: '在视图下方显示终端',
  putAway: '收起终端（Ctrl `）',
  leave: 'Tab 键补全。用键盘离开终端：先按 Esc，再按 Tab。',
  leaving: '现在按 Tab 即可离开终端。',
  keys: {
    label: '终端按键',
    tab: '补全单词',
    older: '上一条命令',
    newer: '下一条命令',
    interrupt: '放弃这一行（Ctrl-C）',
  },
  keyCaps: { tab: 'Tab', older: '↑', newer: '↓', interrupt: '^C' },
};
