import type { Pages } from '../page';

export const shell: Pages = {
  bash: {
    summary: 'Shell：单词、管道、循环',
    description: [
      '单引号内全部照原样，双引号内除 $ 和 ` 外照原样。A|B 把 A 的输出交给 B，> 和 >> 写入文件，< 从文件读取；&& 在成功后继续，|| 在失败后继续，; 总是继续。$? 是上一条命令的退出状态。for、while、if、case、函数和 here-document 与 bash 5.2 相同。',
      '写 sysfs 出错时，由执行写入的内建命令报告：“bash: echo: write error: ...”。busybox sh 的措辞不同。',
      '每一行都随场景保存并消耗模拟时间：内核的 100 毫秒和 1 秒等待在模拟中真实发生。',
    ],
    examples: ['循环。', '二者之一。', '管道的状态是其最后一条命令的状态。'],
    exit: '最后一条命令的状态；命令不存在为 127，无法解析为 2。',
  },
  echo: {
    summary: '打印文字',
    description: [
      '-n 不换行，-e 解释 \\t 之类的转义。用 echo 写 sysfs 文件，一次 echo 就是一次写入。',
    ],
    examples: ['关闭 VF。', '上一条命令的状态。'],
    exit: '0；写入失败为 1。',
  },
  printf: {
    summary: '按格式打印',
    description: ['%s 文本，%d 数字，%x 十六进制，%02x 补零。还有参数时重复使用格式。'],
    examples: ['59 就是总线 3b。', '十六进制转十进制。'],
    exit: '0；参数不是数字为 1。',
  },
  cd: {
    summary: '当前目录',
    description: ['不带名称的 cd 回到主目录，cd - 回到之前的目录。'],
    examples: ['省得输入长路径。', '我在哪里。'],
    exit: '0；没有该目录为 1。',
  },
  test: {
    summary: '条件',
    description: [
      '-e 文件存在，-d 是目录，-L 是链接，-n 文本非空；= 和 != 比较文本，-eq -lt -gt 比较数字；! 取反。',
    ],
    examples: ['只有 VF 才有 physfn。', '比较数字。'],
    exit: '真为 0，假为 1，条件无意义为 2。',
  },
  export: {
    summary: '变量',
    description: [
      '名称=值 进行设置，$名称 读取，unset 删除，set 列出。export 把变量传给命令。LANG=zh_CN.UTF-8 使 man 和 help 显示中文；内核及其工具的输出不变。',
    ],
    examples: ['给长路径起个短名。', '读入一行，变量属于管道自己的子 Shell。', '算术。'],
  },
  type: {
    summary: '名称的含义',
    description: [
      'type 说明名称是内建命令、别名还是程序。alias 为一行命令起名，command 绕过别名。',
    ],
    examples: ['一个程序和一个内建命令。', '为较长的命令起名。'],
    exit: '0；名称没有含义为 1。',
  },
  source: {
    summary: '执行别处的命令行，以及提前离开',
    description: [
      'source（或 .）在当前 Shell 中执行文件里的各行，eval 执行一段文本。exit 离开 Shell，return 离开函数，break 和 continue 用于循环。',
    ],
    examples: ['一个命令文件。', '把文本当作命令。'],
  },
  true: {
    summary: '什么都不做，只给出状态',
    description: ['true 和 : 成功，false 失败；wait 和 jobs 无事可做：这里没有后台任务。'],
    examples: ['得到 1。', '会打印。'],
  },
  history: {
    summary: '以前输入的命令行',
    description: [
      '用方向键翻看。!! 重复上一行，!N 重复第 N 行，!文本 重复最近以该文本开头的一行。',
    ],
    examples: ['最近三行。'],
  },
  help: {
    summary: '本机提供的内容',
    description: ['按主题列出所有名称；带名称时与 man 一样显示其说明。'],
    examples: ['全部。', '一页说明。'],
    exit: '0；没有该页为 1。',
  },
  man: {
    summary: '说明文档',
    description: [
      '命令、sysfs 文件和概念的说明，其中的示例可以直接在这里运行。man -k 和 apropos 在说明中搜索，whatis 给出一行简介。',
      '语言由 LANG 决定：LANG=zh_CN.UTF-8 为中文。',
    ],
    examples: ['一个概念。', '提到 VLAN 的说明。', '一行简介。'],
    exit: '0；没有找到为 16。',
  },
  date: {
    summary: '模拟主机的时间',
    description: ['它的时钟就是模拟的时钟：随每条命令和报文前进，与你电脑的时钟无关。'],
    examples: ['日期和时间。', '按格式显示。'],
    exit: '0；格式有误为 1。',
  },
  seq: {
    summary: '数列',
    description: ['从 FIRST 到 LAST，按步长逐行输出。'],
    examples: ['0 2 4 6：步长为 2 的 VF 的功能号。', '链接的名称。'],
    exit: '0；数字有误为 1。',
  },
  sleep: {
    summary: '让时间流逝',
    description: [
      '模拟前进指定的秒数：链路建立，驱动超时放弃。watch 本会一直重复执行命令；这里只执行一次。',
    ],
    examples: ['半秒。', '两秒之后。'],
    exit: '0；时间有误为 1。',
  },
  hostname: {
    summary: '我是谁，在哪里',
    description: [
      'hostname 是主机名，uname -r 是内核版本，id 和 whoami 说明身份：root。clear 清空终端。',
    ],
    examples: ['在此应答的驱动所属的内核。', 'root。'],
  },
};
