import { costSentences } from '../../i18n/zh-cn/model/costs';
import { allowedInChinese } from '../../i18n/zh-cn/problems';
import { ABOUT_ZH } from '../../lessons/facts/about-zh';
import { textsOf, type Edition } from '../says';
import { scenarioKeys } from './scenario-keys';
import { words } from './words';

const UNITS: Readonly<Record<string, string>> = {
  cycles: '周期',
  'cycles/byte': '周期/字节',
  bytes: '字节',
  share: '占比',
};

export const edition: Edition = {
  texts: textsOf(
    import.meta.glob<string>('./*.md', { query: '?raw', import: 'default', eager: true }),
  ),
  words,
  allowed: allowedInChinese,
  key: (path, english) => scenarioKeys[path] ?? english,
  price: (what, unit) => `${costSentences[what] ?? what}；${UNITS[unit] ?? unit}`,
  fact: (name, english) => ABOUT_ZH[name] ?? english,
};
