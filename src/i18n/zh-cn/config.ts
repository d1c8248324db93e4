import type { config as en } from '../en/config';
import type { Like } from '../like';

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

export const config: Like<typeof en> = {
  space: '配置空间',
  map: '配置空间的比例图',
  blocks: '头部与各能力 (capability)',
  scale: (p) =>
    p.bytes >= 1024 ? `${p.bytes / 1024} KiB，每行 64 字节` : `${p.bytes} 字节，每行 64 字节`,
  other: '其他字节',
  range: (p) => `${hex(p.at, 3)}–${hex(p.at + p.size - 1, 3)}`,
  blockName: (p) =>
    `${p.title}，${hex(p.at, 3)} 到 ${hex(p.at + p.size - 1, 3)}，${p.size} 字节${p.changed === 0 ? '' : `，${p.changed} 字节已变`}`,
  changedCount: (p) => `${p.n} 字节已变`,
  legendHeat: '颜色越鲜明，置 1 的位越多',
  legendChanged: '打开该功能之后有变化',
  bytesOf: (p) => `${p.title} 的寄存器，按地址排列。方向键移动，回车打开寄存器。`,
  register: (p) => `${p.name}，偏移 ${hex(p.at, 3)}，${p.value}${p.changed ? '，已变' : ''}`,
  choose: '选一个寄存器，查看它的各个位。',
  at: (p) => `偏移 0x${hex(p.at, 3)}，${p.size} 字节`,
  spec: '规范出处',
  value: '值',
  bits: (p) => `${p.name} 的各位，高位在前。方向键移动，回车写入该位。`,
  bit: (p) => `位 ${p.bit}，${p.field}，${p.value}，${p.attr}`,
  fields: '字段',
  column: { bits: '位', field: '字段', value: '值', attr: '访问属性', meaning: '含义' },
  reserved: '保留',
  hint: '每一位都是按钮：按下就像 setpci 那样写寄存器。只读位也可以试着写。',
  newValue: (p) => `${p.field} 的新值，十进制或 0x…`,
  write: '写入',
  notAValue: (p) => `请填 0 到 ${p.max} (0x${p.max.toString(16)}) 之间的数。`,
  copy: '复制命令',
  copied: '已复制',
  reads: '读取',
  sameAs: '等价的 shell 命令',
  writes: '已做的写入，最近的在前',
  before: '写前',
  after: '写后',
  also: (p) => `随之改变：${p.name}`,
  took: '已写入',
  effect: {
    withdrawn: (p) =>
      `${p.vfs} 个 VF 已从总线上消失。内核并不知情：仍列出它们，而读到的全是 ffff。`,
    back: (p) => `${p.vfs} 个 VF 重新在总线上应答，但已复位：驱动之前的设置已丢失。`,
    unseen: () =>
      '总线上现在有 NumVFs 个 VF 应答，但内核不会主动去找。写入 sriov_numvfs 时内核才会认识它们。',
  },
  live: '此处写入会改变的位',
  attr: {
    RO: '只读：写入不起作用。',
    ROS: '只读，功能级复位 (FLR) 后保持不变。',
    RW: '可读写：保存写入的值。',
    RWS: '可读写，功能级复位 (FLR) 后保持不变。',
    RW1C: '读出状态；写 1 清零，写 0 不变。',
    RW1CS: '写 1 清零；功能级复位 (FLR) 后保持不变。',
    HwInit: '在软件运行之前由硬件或固件设定，此后只读。',
    RsvdP: '保留位：读出为 0，软件写入时应保持原值。',
    RsvdZ: '保留位：软件应写 0。',
  },
  refusal: {
    fixed: '写入被忽略：该位在本功能中只读。',
    'nothing-to-clear': '无可清除：此位写 1 清零，而它现在已经是 0。',
    'vf-enable': '写入被忽略：VF Enable 为 1。先清除 VF Enable，再写一次。',
    device: '设备在当前状态下忽略了这次写入。',
    gone: '该功能不再应答。',
  },
};
