import type { dump as en } from '../en/dump';
import { formatCount } from '../format';
import type { Like } from '../like';
import type { DumpProblem } from '../problem';

function place({ line, bdf }: DumpProblem): string {
  const at = [line === 0 ? '' : `第 ${formatCount(line)} 行`, bdf].filter((part) => part !== '');
  return at.length === 0 ? '' : `（${at.join('，')}）`;
}

const found = (text: string) => (text === '' ? '' : `：“${text}”`);

export const dump: Like<typeof en> = {
  title: 'lspci：您的主机与模拟主机',
  nothingLeaves: '数据不会离开您的浏览器。此后复制的链接会包含该转储，因为链接要能重现这台主机。',
  read: '查看您自己的主机',
  how: '在真实主机上以 root 身份运行',
  command: 'sudo lspci -vvvxxxx > host.txt',
  copy: '复制命令',
  copied: '已复制。',
  paste: '把输出粘贴到此处，或把文件拖到页面上。',
  text: 'lspci 的输出',
  open: '打开文件',
  empty: '清空',
  file: (name) => `文件：${name}`,
  serials: '保留序列号',
  serialsHint: '除非选择保留，否则设备序列号一律置零。',
  reading: '正在读取……',
  found: (functions) => `找到 ${formatCount(functions)} 个功能。能力结构已解析，拓扑树已重建。`,
  pfs: '带有 SR-IOV 的物理功能 (PF)',
  column: {
    pf: 'PF',
    name: '名称',
    totalVfs: 'TotalVFs',
    max: '可用 VF 数',
    binding: '受限于',
  },
  warnings: '缺失或异常之处',
  refused: '这不是可用的转储',
  more: (count) => `另有 ${formatCount(count)} 条`,
  take: '使用这台主机',
  save: '保存模拟主机',
  saveHint: '当前主机的 lspci -vvvxxxx 输出，真正的 lspci 也能读取：lspci -F host.txt -vvv',
  saveSerials: '包含序列号',
  saveButton: '保存 lspci -vvvxxxx',
  close: '关闭',
  opened: (name, functions) =>
    `${name === '' ? '粘贴的转储' : name}：现在运行的主机有 ${formatCount(functions)} 个功能。`,
  issue: {
    'no-devices': (p) =>
      `没有找到任何 PCI 功能${found(p.found)}${place(p)}。需要形如“3b:00.0 Ethernet controller: …”的行，其后为各字节。`,
    'short-64': (p) => `只有 64 字节${place(p)}：缺少能力结构。请以 root 身份用 -xxxx 运行 lspci。`,
    'short-256': (p) =>
      `只有 256 字节${place(p)}：缺少包括 SR-IOV 在内的扩展能力结构。请以 root 身份用 -xxxx 运行 lspci。`,
    'truncated-line': (p) => `有一行不完整${place(p)}${found(p.found)}。`,
    'duplicate-function': (p) => `同一功能出现两次${place(p)}，采用第一次的内容。`,
    'out-of-order': (p) => `行序混乱${place(p)}${found(p.found)}，各字节按其偏移放置。`,
    'capability-loop': (p) => `能力链表成环${place(p)}${found(p.found)}，只遍历一次。`,
    'capability-outside': (p) =>
      `有一个能力结构位于配置空间之外${place(p)}${found(p.found)}，链表在它之前结束。`,
    'absurd-bar': (p) => `BAR 的内容不可能成立${place(p)}${found(p.found)}，已略去。`,
    'bad-byte': (p) => `不是字节${place(p)}${found(p.found)}。`,
    'too-large': (p) => `转储过大${found(p.found)}。`,
    'no-sriov': (p) => `没有 SR-IOV 能力${place(p)}：此处没有 VF，模拟与半虚拟化路径仍可运行。`,
  },
};
