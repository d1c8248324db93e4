import { concepts as conceptsEn } from './en/concepts';
import { files as filesEn } from './en/files';
import { host as hostEn } from './en/host';
import { pci as pciEn } from './en/pci';
import { shell as shellEn } from './en/shell';
import { sysfs as sysfsEn } from './en/sysfs';
import { FACTS } from './facts';
import type { PageFacts, Pages, PageText } from './page';
import { concepts as conceptsZh } from './zh-cn/concepts';
import { files as filesZh } from './zh-cn/files';
import { host as hostZh } from './zh-cn/host';
import { pci as pciZh } from './zh-cn/pci';
import { shell as shellZh } from './zh-cn/shell';
import { sysfs as sysfsZh } from './zh-cn/sysfs';

export type Language = 'en' | 'zh-cn';

const TEXTS: Readonly<Record<Language, Pages>> = {
  en: { ...pciEn, ...sysfsEn, ...hostEn, ...filesEn, ...shellEn, ...conceptsEn },
  'zh-cn': { ...pciZh, ...sysfsZh, ...hostZh, ...filesZh, ...shellZh, ...conceptsZh },
};

export interface Page {
  readonly facts: PageFacts;
  readonly text: PageText;
}

/** By any of its names. */
export function findPage(name: string, language: Language): Page | undefined {
  const facts = FACTS.find(({ names }) => names.includes(name));
  const text = facts === undefined ? undefined : TEXTS[language][facts.names[0]];
  return facts === undefined || text === undefined ? undefined : { facts, text };
}

export function allPages(language: Language): readonly Page[] {
  return FACTS.flatMap((facts) => findPage(facts.names[0], language) ?? []);
}

/** `LANG` decides, or what comes before it. */
export function languageOf(env: ReadonlyMap<string, string>): Language {
  const value = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => env.get(name)).find(Boolean) ?? '';
  return value.startsWith('zh') ? 'zh-cn' : 'en';
}
