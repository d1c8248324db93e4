// Every example of the documentation is run: what is printed here is what a reader gets.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../cli/main';
import { loadScenario } from '../cli/scenario';
import { startHostBesideRun } from '../cli/whole-run';
import { EVENTS } from '../embed/names';
import { METHODS } from '../embed/protocol';
import { parseScenario } from '../engine/scenario/parse';
import { PciIds } from '../formats/lspci/ids';
import { readLesson } from '../lessons/read/read-lesson';
import { readUrl } from '../store/url';
import { edition as en } from './en';
import { FIGURES } from './facts/figures';
import { readPage } from './markdown';
import { nodesOf } from './testing';
import { edition as zh } from './zh-cn';

interface Example {
  readonly where: string;
  readonly kind: string;
  readonly text: string;
}

const EXAMPLES: readonly Example[] = [en, zh].flatMap(({ texts }, i) =>
  [...texts].flatMap(([id, text]) =>
    readPage(text, FIGURES).sections.flatMap(({ id: section, nodes }) =>
      nodesOf(nodes).flatMap((node) =>
        node.type !== 'code' || node.lang === 'facts'
          ? []
          : [
              {
                where: `${i === 0 ? 'en' : 'zh-CN'} ${id}:${section ?? ''}`,
                kind: `${node.lang ?? ''} ${node.meta ?? ''}`.trim(),
                text: node.value,
              },
            ],
      ),
    ),
  ),
);

const ofKind = (kind: string) =>
  EXAMPLES.filter((each) => each.kind === kind).map((each) => [each.where, each.text] as const);

/** What is only looked at: a picture in letters, a line of another tool. */
const NOT_RUN = ['text'];
const RUN = [
  'console',
  'html embed',
  'js embed',
  'json scenario',
  'sh npm',
  'sh sim',
  'text lesson',
  'text url',
];

test('every example is of a kind that is run, or is known not to be', () => {
  expect(EXAMPLES.length).toBeGreaterThan(20);
  const kinds = [...RUN, ...NOT_RUN];
  expect(EXAMPLES.filter(({ kind }) => !kinds.includes(kind))).toEqual([]);
});

test.each(ofKind('json scenario'))('%s: the scenario is accepted', (_where, text) => {
  expect(parseScenario(JSON.parse(text))).toMatchObject({ ok: true });
});

async function check(address: string): Promise<void> {
  const { problems, scenarioInput } = await readUrl(address, '');
  expect([address, problems]).toEqual([address, []]);
  expect(parseScenario(scenarioInput)).toMatchObject({ ok: true });
}

test.each(ofKind('text url'))('%s: the addresses are followed', async (_where, text) => {
  for (const line of text.split('\n')) {
    expect(line).toMatch(/^\?/u);
    await check(line);
  }
});

const OWN = ['title', 'height', 'base', 'class', 'style', 'id'];

test.each(ofKind('html embed'))(
  '%s: elements and frames name real parameters',
  async (_where, text) => {
    const tags = [...text.matchAll(/<sriov-lab\s([^>]*)>/gu)].map((match) => match[1] ?? '');
    for (const tag of tags) {
      const query = new URLSearchParams();
      for (const [, name = '', value = ''] of tag.matchAll(/([\w-]+)="([^"]*)"/gu)) {
        if (!OWN.includes(name)) query.append(name, value);
      }
      await check(`?${query.toString()}`);
      expect(tag).toContain('title="');
    }
    const frames = [...text.matchAll(/(?:src|href)="https:\/\/HOST\/(\?[^"]*)"/gu)];
    for (const [, address = ''] of frames) await check(address.replaceAll('&amp;', '&'));
    expect(tags.length + frames.length).toBeGreaterThan(0);
  },
);

test.each(ofKind('js embed'))(
  '%s: methods and events are those of the protocol',
  (_where, text) => {
    const methods = [...text.matchAll(/\b(?:lab\.(\w+)\(|ask\(\d+, '(\w+)')/gu)]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter((name) => name !== 'addEventListener');
    expect(methods.length).toBeGreaterThan(0);
    expect(methods.filter((name) => !METHODS.some((each) => each === name))).toEqual([]);
    const events = [...text.matchAll(/lab\.addEventListener\('([\w-]+)'/gu)].map(
      (match) => match[1],
    );
    expect(events.filter((name) => !EVENTS.some((each) => each === name))).toEqual([]);
  },
);

const names = new PciIds(
  readFileSync(new URL('../formats/lspci/pci.ids', import.meta.url), 'utf8'),
);

describe('sessions on the simulated host', () => {
  test.each(ofKind('console'))('%s', (_where, text) => {
    const { shell } = startHostBesideRun(loadScenario(null, []), names);
    for (const part of text.split(/^# /mu).slice(1)) {
      const [command = '', ...wanted] = part.trimEnd().split('\n');
      const { chunks } = shell.run(command, 100);
      const printed = chunks
        .map((chunk) => chunk.text)
        .join('')
        .trimEnd();
      // A line of three dots stands for any lines.
      const pattern = wanted
        .join('\n')
        .split(/^…\n?/mu)
        .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').trimEnd())
        .join('[^]*');
      expect(`${command}\n${printed}`).toMatch(new RegExp(`\n${pattern}$`, 'u'));
    }
  });
});

/** Words of a command line; quotes keep spaces. */
const words = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/gu)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );

describe('command lines', () => {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'sriov-lab-docs-'));
  beforeAll(async () => {
    process.chdir(folder);
    let dump = '';
    await main(['lspci', '--', '-xxxx'], { out: (text) => (dump += text), err: () => undefined });
    writeFileSync('host.txt', dump);
    writeFileSync('scenario.json', '{"vms": [{"path": "virtio"}]}');
    writeFileSync('my-lesson.md', readFileSync(new URL('../lessons/TEMPLATE.md', import.meta.url)));
  });
  afterAll(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  });
  // The two languages have mostly the same lines.
  const lines = [...new Set(ofKind('sh sim').flatMap(([, text]) => text.split('\n')))];
  test.each(lines)('%s', async (line) => {
    const [, rest = '', status = '0'] =
      /^npm run --silent sim -- (.*?)(?:\s+#(?: status (\d))?.*)?$/u.exec(line) ?? [];
    expect(rest).not.toBe('');
    let [out, err] = ['', ''];
    const ended = await main(words(rest), {
      out: (text) => (out += text),
      err: (text) => (err += text),
    });
    expect({ ended, err: status === '0' ? '' : err }).toEqual({ ended: Number(status), err });
    expect(out === '' && status !== '2').toBe(false);
  });

  test('scripts of the project exist', () => {
    const { scripts } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as { scripts: Record<string, string> };
    const named = ofKind('sh npm').flatMap(([, text]) =>
      [...text.matchAll(/^npm (?:run ([\w:-]+)|(start|test))/gmu)].map((m) => m[1] ?? m[2] ?? ''),
    );
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

test.each(ofKind('text lesson'))('%s: the lesson is well formed', (_where, text) => {
  expect(readLesson(text)).toMatchObject({ ok: true });
});
