import type { Messages } from '../messages';

export const journey: Messages['journey'] = {
  label: '一个数据包的旅程',
};
