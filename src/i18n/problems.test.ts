import { describe, expect, test } from 'vitest';
import { parseScenario, parseScenarioText } from '../engine/scenario/parse';
import type { Issue } from '../engine/scenario/scenario';
import type { CaptureIssue } from '../formats/capture/capture';
import { REFUSALS, WARNINGS } from '../formats/capture/capture';
import { VIEWS } from '../store/prefs';
import { problemOf, readUrl } from '../store/url';
import { capture as captureEn } from './en/capture';
import { problems as en } from './en/problems';
import { capture as captureZh } from './zh-cn/capture';
import { problems as zh } from './zh-cn/problems';

const issuesOf = (input: unknown): readonly Issue[] => {
  const result = typeof input === 'string' ? parseScenarioText(input) : parseScenario(input);
  return result.ok ? [] : result.issues;
};

const replay = {
  name: 'x'.repeat(300),
  macs: ['zz'],
  guest: -1,
  frames: [{ at: -1, bytes: 1, src: 1, dst: {} }],
  y: 1,
};
const soundReplay = {
  name: 'x',
  macs: ['52:54:00:00:00:01'],
  guest: 0,
  frames: [{ at: 5, bytes: 60, src: 0, dst: 0 }],
};
const group = (traffic: object, count = 2) => ({ vms: [{ count, path: 'virtio', traffic }] });

/** Inputs that together make every kind of issue there is. */
const BAD: readonly unknown[] = [
  '{',
  '[1 2]',
  ' '.repeat(9 * 2 ** 20),
  [],
  {
    version: 1.5,
    madeWith: { model: 'new' },
    seed: -1,
    colour: 1,
    host: { iommu: 1, cores: 'x', cpuGHz: 9, mmioWindow: true, busesPerRootPort: 0 },
    nic: { lspci: 5, device: 5, numVfs: 'many' },
    run: { until: 5 },
    vms: [{ path: 'kvmtool', count: 1.5, traffic: { direction: 5, replay }, tuning: 1 }],
  },
  {
    run: { until: '5 parsecs' },
    host: { mmioWindow: '1B' },
    vms: [{ traffic: { direction: 'x' } }],
  },
  { run: { until: '11s' }, vms: 1, nic: { device: 'rtl8139' } },
  { vms: Array.from({ length: 9 }, () => ({})) },
  { vms: [{ traffic: { direction: { to: 'bob' } } }] },
  { vms: [{ traffic: { replay: { ...soundReplay, guest: undefined } } }] },
  { nic: { numVfs: 999 } },
  { nic: { vfsPerPf: [1, 1, 1] } },
  { nic: { vfsPerPf: [1, 1], numVfs: 3 } },
  { machine: '-machine none -device ,x\n-m y' },
  { machine: { devices: [{}, 5], memory: '1B' } },
  { machine: 5 },
  { machine: '-device igb,bus=nowhere' },
  {
    edits: [
      { at: '2s', shell: 'ls' },
      { at: '1s', shell: 'ls' },
    ],
  },
  { version: 2 },
  { host: { iommu: false, postedInterrupts: true } },
  { host: { apicv: false, postedInterrupts: true } },
  {
    vms: [
      { path: 'virtio', count: 60 },
      { path: 'virtio', count: 60 },
    ],
  },
  group({ direction: { to: 'vm5' } }),
  group({ direction: { to: 'vm0' } }, 1),
  group({ kind: 'request-response', direction: 'both' }),
  group({ kind: 'replay' }),
  group({ replay: soundReplay }),
  group({ kind: 'replay', replay: { ...soundReplay, frames: [] } }),
  group({ kind: 'replay', replay: { ...soundReplay, guest: 4 } }),
  group({
    kind: 'replay',
    replay: {
      ...soundReplay,
      frames: [...soundReplay.frames, { at: 4, bytes: 60, src: 0, dst: 0 }],
    },
  }),
];
const ISSUES = BAD.flatMap(issuesOf);

describe('issues of a scenario in words', () => {
  test('every input of the list is refused, and every code and rule occurs', () => {
    for (const input of BAD) expect(issuesOf(input).length).toBeGreaterThan(0);
    expect([...new Set(ISSUES.map((issue) => issue.code))].sort()).toEqual([
      'bad-quantity',
      'conflict',
      'newer-version',
      'not-allowed',
      'not-json',
      'out-of-range',
      'too-large',
      'unknown-key',
      'wrong-type',
    ]);
    expect(new Set(ISSUES.map((issue) => issue.rule)).size).toBeGreaterThanOrEqual(14);
  });

  test('English names place, find and choice', () => {
    expect(en.issue(issuesOf({ vms: [{ traffic: { pps: 'abc' } }] })[0]!)).toBe(
      'vms.0.traffic.pps: "abc" is not a number; allowed: 1 to 20000000',
    );
    expect(en.issue(issuesOf('{\n  "a": }')[0]!)).toBe('Not JSON: line 2, column 8, at "}"');
    for (const issue of ISSUES) expect(en.issue(issue)).toContain(issue.path);
  });

  test('no rule is left unexplained', () => {
    for (const issue of ISSUES.filter((each) => each.rule !== undefined)) {
      const { rule: _rule, ...without } = issue;
      expect(en.issue(issue).length).toBeGreaterThan(en.issue(without).length + 5);
      expect(zh.issue(issue).length).toBeGreaterThan(zh.issue(without).length + 5);
    }
  });

  test('Chinese leaves no English words standing', () => {
    // Names of keys are the same in every language.
    for (const issue of ISSUES.filter((each) => each.code !== 'unknown-key')) {
      const [, ...rest] = zh.issue(issue).split('：');
      const words = rest.join('：').replaceAll(issue.found, '').replaceAll('"to"', '');
      expect(words).toMatch(/[\u4e00-\u9fff]/u);
      expect(words).not.toMatch(
        /\b(?:to|of|or|at|most|least|a|an|with|such|text|whole|one|value|end|nothing|guest)\b/u,
      );
    }
  });
});

describe('problems of an address in words', () => {
  test('every kind, in both languages', async () => {
    const state = await readUrl('?view=x&view=y&lesson=1&view2=1&t=5&pps=abc&view=journey', '#s=!');
    const refused = issuesOf(state.scenarioInput).map(problemOf);
    const all = [...state.problems, ...refused];
    expect(all.map((problem) => en.address(problem))).toEqual([
      '#s: the scenario in this link is damaged or cut short',
      `view: “x” is not allowed; allowed: ${VIEWS.join(', ')}`,
      'view: given twice; “y” was left out',
      'lesson: “1” is not allowed; allowed: course, vm-exit, https://…/lesson.md',
      expect.stringMatching(/^view2: no such parameter; allowed: path, vfs, /u),
      't: “5” is not allowed; allowed: 0s – 10s',
      'view: given twice; “journey” was left out',
      'pps: "abc" is not a number; allowed: 1 to 20000000',
    ]);
    for (const problem of all) {
      expect(zh.address(problem)).toMatch(/[\u4e00-\u9fff]/u);
      expect(zh.address(problem)).toContain(problem.name);
    }
  });
});

describe('problems of a capture in words', () => {
  test.each([...REFUSALS, ...WARNINGS])('%s says something in both languages', (code) => {
    const issue: CaptureIssue = {
      code,
      offset: 4711,
      record: 3,
      found: '42',
      allowed: '9',
      count: 2,
    };
    for (const words of [captureEn.problem(issue), captureZh.problem(issue)]) {
      expect(words).not.toContain('undefined');
      expect(words.length).toBeGreaterThan(6);
    }
    expect(captureZh.problem(issue)).toMatch(/[\u4e00-\u9fff]/u);
  });

  test('the reason why no frame is left is told', () => {
    const because = {
      code: 'padded',
      offset: 24,
      record: 1,
      found: '4 B',
      allowed: '60 B',
      count: 1,
    };
    const issue = { ...because, code: 'no-frames', because } as CaptureIssue;
    expect(captureEn.problem(issue)).toContain('padded');
  });
});
