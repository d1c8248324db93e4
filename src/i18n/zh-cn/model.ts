import type { Messages } from '../messages';

export const model: Messages['model'] = {
  label: '模型及其主张',
};
