import type { Messages } from '../messages';

export const metrics: Messages['metrics'] = {
  label: '本次运行的各项指标',
};
