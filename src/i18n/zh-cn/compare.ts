import type { Messages } from '../messages';

export const compare: Messages['compare'] = {
  label: '并排对比各条路径',
};
