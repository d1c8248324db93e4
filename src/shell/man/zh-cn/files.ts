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
    description: [
      '读取 sysfs 的文件就是在那一刻询问内核。-n 给各行编号，nl 也一样；tac 从最后一行开始，rev 把每行倒过来。',
    ],
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
    description: [
      '-n 按数值，-V 按版本号，-r 倒序，-u 去重，-k N 按第 N 个词。uniq 去掉与上一行相同的行，-c 计数。',
    ],
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
  find: {
    summary: '查找文件',
    description: [
      '-name 按模式匹配名称，-type 按类型（d、f、l），-maxdepth 限制深度。除非路径以斜杠结尾，否则不跟随链接：/sys/bus/pci/devices 里全是链接。',
    ],
    examples: ['总线 3b 上的功能。', 'PF 的 SR-IOV 文件。'],
    exit: '0；路径不存在为 1。',
  },
  tree: {
    summary: '以树形显示目录',
    description: ['-L 限制深度，在 sysfs 里尤其需要：其中有许多互相指向的链接。链接会显示其目标。'],
    examples: ['驱动。', '设备类别。'],
    exit: '0；选项有误为 1。',
  },
  less: {
    summary: '分页查看文本',
    description: ['这里由终端自己滚动，less 和 more 打印全文后就结束。'],
    examples: ['全部消息。', '地址空间的归属。'],
    exit: '0；文件无法读取为 1。',
  },
  stat: {
    summary: '内核记录的文件信息',
    description: ['大小、类型、权限、时间。-c 按格式打印：%a 权限，%n 名称，%s 大小。'],
    examples: ['一个 sysfs 文件。', '哪些可写：644 可写，444 不可写。'],
    exit: '0；文件不存在为 1。',
  },
  cut: {
    summary: '取出行中的列',
    description: [
      'cut 按分隔符 -d 取第 -f 个字段，或按 -c 取字符。paste 把各行并排，加 -s 则首尾相接。',
    ],
    examples: ['只要地址。', '三行变一行。'],
    exit: '0；文件无法读取为 1。',
  },
  tr: {
    summary: '替换字符',
    description: ['-d 删除，-s 把连续相同的字符压缩成一个。集合可以是范围：a-z、0-9。'],
    examples: ['转为小写。', '多个空格变成一个。'],
    exit: '0；集合有误为 1。',
  },
  awk: {
    summary: '把每行拆成字段，再打印或统计',
    description: [
      '对每一行运行一次程序：$1 是第一个字段，$0 是整行，NF 是字段数，NR 是行号。/模式/ {...} 只在匹配时运行，END {...} 在最后运行。',
    ],
    examples: ['前三个功能的地址。', 'Intel 的功能有几个。'],
    exit: '0；程序有误为 2。',
  },
  sed: {
    summary: '逐行编辑',
    description: [
      's/模式/文本/ 进行替换，加 g 替换行内全部；-n 配合 p 只打印指定的行；1,3p 是第一到第三行。',
    ],
    examples: ['只显示被修改的行。', '前三行。'],
    exit: '0；脚本有误为 1。',
  },
  xargs: {
    summary: '把输入的单词作为参数',
    description: ['-n 每次取几个，-I WORD 放在 WORD 的位置。'],
    examples: ['每个 VF 的地址。'],
    exit: '0；某条命令失败为 123，命令不存在为 127。',
  },
  hexdump: {
    summary: '文件的字节',
    description: [
      '功能的 config 就是其配置空间：4096 字节，无法访问扩展部分时为 256 字节。多字节值为小端序：86 80 是厂商 8086。',
    ],
    examples: ['PF 的厂商号、设备号、Command、Status、类别和 BAR。', 'VF 以 ff ff ff ff 开头。'],
    exit: '0；文件无法读取为 1。',
  },
  basename: {
    summary: '路径的组成部分',
    description: ['basename 是最后一个斜杠之后的部分，dirname 是之前的部分。'],
    examples: ['驱动的名称。', '所有功能所在的目录。'],
    exit: '0；没有路径为 1。',
  },
  mkdir: {
    summary: '创建和删除文件与目录',
    description: [
      '在 /root 和 /tmp 中与平常一样。sysfs 一概拒绝：它的文件属于内核，root 也不例外。',
    ],
    examples: ['放笔记的地方。', '删掉。'],
    exit: '0；被拒绝为 1。',
  },
};
