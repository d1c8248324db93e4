import type { Pages } from '../page';

export const files: Pages = {
  ls: {
    summary: '列出文件',
    description: [
      '-l 显示读写权限、大小和链接目标；-d 显示目录本身；-a 包括以点开头的名称。sysfs 的文件不论内容多少都报 4096 字节；resource0 与其 BAR 一样大。',
    ],
    examples: ['PF 的文件。', '网络接口及其所属的功能。', '指向 VF 的链接。'],
    exit: '0；指定的文件不存在为 2。',
  },
  cat: {
    summary: '打印文件内容',
    description: ['读取 sysfs 的文件就是在那一刻询问内核。-n 给各行编号。'],
    examples: ['一个数。', '各 CPU 的中断。'],
    exit: '0；文件无法读取为 1。',
  },
  head: {
    summary: '开头或结尾的几行',
    description: ['默认十行，-n 指定行数；tail -n +3 从第三行开始。'],
    examples: ['最近的消息。', '前几个功能。'],
    exit: '0；文件无法读取为 1。',
  },
  grep: {
    summary: '查找匹配的行',
    description: [
      '-i 不分大小写，-v 取不匹配的行，-c 计数，-E 扩展正则表达式，-A N 和 -B N 显示其后和其前的行。有多个文件时每行前面带文件名，所以 grep . 可以一次读许多小文件。',
    ],
    examples: [
      '网络功能。',
      '关于 VF 的消息。',
      '一次读出 PF 的全部 SR-IOV 文件；不可读的会报错。',
    ],
    exit: '有匹配为 0，没有为 1，出错为 2。',
  },
  wc: {
    summary: '统计行数、词数、字节数',
    description: ['-l 行，-w 词，-c 字节。'],
    examples: ['一共有多少功能。', '有多少个 VF。'],
    exit: '0；文件无法读取为 1。',
  },
  sort: {
    summary: '排序',
    description: ['-n 按数值，-V 按版本号，-r 倒序，-u 去重，-k N 按第 N 个词。'],
    examples: ['按地址。', '最后三个名称。'],
    exit: '0；文件无法读取为 2。',
  },
  tee: {
    summary: '打印的同时写入文件',
    description: ['把输入同时写入文件。写 sysfs 失败时由 tee 自己报错，而文本仍已打印出来。'],
    examples: ['关闭 VF，并显示所写内容。', '保存树形图。'],
    exit: '0；文件拒绝写入为 1。',
  },
  readlink: {
    summary: '链接指向何处',
    description: ['readlink 打印链接的内容；-f 和 realpath 一直跟随到没有链接的路径。'],
    examples: ['VF 的驱动。', '功能的真实位置：在其端口之下。', '从 VF 到 PF。'],
    exit: '0；不是链接为 1。',
  },
};
