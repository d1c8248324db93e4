import type { Messages } from '../messages';

export const sweep: Messages['sweep'] = {
  label: '批量运行',
};
