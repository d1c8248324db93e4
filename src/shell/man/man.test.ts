import { describe, expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../../engine/scenario/defaults';
import { builtins } from '../builtins';
import { commands } from '../commands';
import { startHost } from '../host';
import { noNames } from '../testing-host';
import { allPages, findPage } from './pages';
import { FACTS } from './facts';
import { renderPage, wrap } from './render';

describe.each(['en', 'zh-cn'] as const)('pages in %s', (language) => {
  test('there is one for every command of the shell', () => {
    const without = [...commands, ...builtins]
      .map(({ name }) => name)
      .filter((name) => findPage(name, language) === undefined);
    expect(without).toEqual([]);
  });

  test('each has a remark for each example, and leads only to pages that exist', () => {
    const uneven = allPages(language).filter(
      ({ facts, text }) => text.examples.length !== facts.examples.length,
    );
    const leads = allPages(language).flatMap(({ facts }) => facts.see);
    expect(uneven.map(({ facts }) => facts.names[0])).toEqual([]);
    expect(leads.filter((name) => findPage(name, language) === undefined)).toEqual([]);
    expect(allPages(language)).toHaveLength(FACTS.length);
  });

  test('no line is wider than the terminal, prose aside from commands', () => {
    const page = findPage('sr-iov', language);
    const text = page === undefined ? '' : renderPage(page, language, null);
    const widest = Math.max(...text.split('\n').map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(80);
    expect(text).toMatch(/^SR-IOV\(7\) +SR-IOV Lab +SR-IOV\(7\)\n/);
  });
});

test('a name stands for one page only', () => {
  const names = FACTS.flatMap((facts) => facts.names);
  expect(names.length).toBe(new Set(names).size);
});

test('Chinese breaks between characters, and never before a full stop', () => {
  expect(wrap('一二三四五，六七。', 10, 0)).toEqual(['一二三四', '五，六七。']);
});

/** Commands, of which the shell has each; and pages that are not about one. */
const isThere = (name: string) => [...commands, ...builtins].some((one) => one.name === name);
const runnable = FACTS.filter(
  ({ names, section }) => section === 5 || section === 7 || isThere(names[0]),
);

test.each(runnable.map((facts) => [facts.names[0], facts] as const))(
  'the examples of %s run on the host of the lab',
  (_name, facts) => {
    const { shell } = startHost(DEFAULT_SCENARIO, noNames, null);
    for (const line of facts.examples) {
      const { chunks, status, more } = shell.run(line, null);
      const text = chunks.map((chunk) => chunk.text).join('');
      expect({ line, more }).toEqual({ line, more: false });
      expect(`${line}\n${text}`).not.toMatch(/command not found|syntax error|unexpected/);
      expect({ line, isThere: status !== 127 }).toEqual({ line, isThere: true });
    }
  },
);

describe('man and help', () => {
  const run = (line: string) => {
    const { shell } = startHost(DEFAULT_SCENARIO, noNames, null);
    const { chunks, status } = shell.run(line, null);
    return { text: chunks.map((chunk) => chunk.text).join(''), status };
  };

  test('speak the language of LANG', () => {
    expect(run('man ari').text).toContain('\nDESCRIPTION\n');
    expect(run('LANG=zh_CN.UTF-8 man ari').text).toContain('\n描述\n');
    expect(run('export LANG=zh_CN.UTF-8; help').text).toContain('网络\n  ip ethtool');
  });

  test('say what they do not have', () => {
    expect(run('man frobnicate')).toEqual({
      text: 'No manual entry for frobnicate\n',
      status: 16,
    });
    expect(run('man -k zzzz').status).toBe(16);
    expect(run('whatis lspci').text).toBe('lspci (8)                - list PCI functions\n');
    expect(run('man').status).toBe(1);
  });
});
