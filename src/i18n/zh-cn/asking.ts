import type { Messages } from '../messages';

export const asking: Messages['asking'] = {
  number: (what, text) => `${what}：${text}。这个数从何而来？`,
  hint: '这个数从何而来？',
  hop: (text) => `（${text}）：为什么这么久？`,
};
