import type { Messages } from '../messages';

export const chart: Messages['chart'] = {
  showTable: '以表格显示',
  hideTable: '收起表格',
  tableOf: (title) => `图中数据：${title}`,
  csv: '保存 CSV',
  csvHint: '把图中的数据保存为逗号分隔的文件',
};
