import type { Messages } from '../messages';

export const fileMenu: Messages['fileMenu'] = {
  open: '打开文件…',
  openHint: '场景（JSON）、抓包文件（pcap、pcapng）、lspci 的输出或一课的文件。',
  saveScenario: '保存场景（JSON）',
  picture: '舞台图片 (SVG、PNG)…',
  film: '动画 (WebM、GIF)…',
  metrics: '保存本次运行的指标 (JSON)',
  elsewhere: '在各自的地方选择并保存',
  captures: '抓包 (pcapng)',
  tables: '指标的表格 (CSV)',
  dump: '主机的 lspci',
  handout: '课程讲义（打印、PDF）',
  saveTrace: '保存这次运行的跟踪',
  traceHint:
    '用 Perfetto（ui.perfetto.dev）打开：虚拟机、内核、用户态和硬件并列，箭头跟随每个数据包。',
  tracing: '正在写跟踪文件…',
  cancelTrace: '取消',
  traceCut: (held, whole) => `跟踪只含 ${whole} 中的前 ${held}：更多的步骤没有保留，或尚未算出。`,
};
