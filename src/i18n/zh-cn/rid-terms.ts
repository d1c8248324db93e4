import type { Messages } from '../messages';

export const ridTerms: Messages['ridTerms'] = {
  pf: 'PF 的路由 ID',
  offset: 'First VF Offset (首 VF 偏移)',
  'index-stride': '序号 · VF Stride (步长)',
  rid: '路由 ID',
  bdf: 'lspci 的写法',
};
