import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Run } from '../engine/run';
import { failures as words, failureWords } from '../i18n/en/failures';
import { teach } from '../i18n/en/teach';
import { checkClaims } from './claims';
import { ABOUT_ZH } from './facts/about-zh';
import { FACTS } from './facts/list';
import { explainFact, listedFacts, readFact } from './facts/names';
import { evidenceAt, sweepOver, wholeRun } from './headless';
import { readLesson } from './read/read-lesson';
import { BLOCK_NAMES } from './read/steps';

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
const template = readFileSync(new URL('TEMPLATE.md', import.meta.url), 'utf8');

function failures(text: string, seeds = [1, 2]): readonly string[] {
  const read = readLesson(text);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return checkClaims(read.lesson, seeds, (scenario) => new Run(scenario)).map(
    (failure) => `${failureWords(words, failure)} ×${String(failure.times)}`,
  );
}

describe('what a lesson says', () => {
  test('is borne out by the runs of the template', () => {
    expect(failures(template)).toEqual([]);
  });

  test.each([
    ['exits.byReason.EPT_MISCONFIG >= 1', 'exits.byReason.HLT > 9', 'the claim does not hold'],
    ['"exits.total = 0"', '"exits.total < 99"', '2 options are right, not one'],
    ['"exits.total > 0"', '"exits.total > 99"', '0 options are right, not one'],
    ['"guess = 0"', '"guess > 0"', 'a reason for wrong answers meets the right one'],
    ['"exit[1].handler"', '"now.exit"', 'the run gives no answer (null)'],
    ['"copies.count"', '"vms[0].path"', 'the run gives no answer (vhost-net)'],
    ['{=copies.count}', '{=vms[3].exits.total}', 'the run has no figure vms[3].exits.total'],
    ['path=sriov"}', 'path=virtio"}', 'the solution does not solve the task'],
    ['path=sriov"}', 'path=nothing"}', 'the solution is refused: vms.0.path'],
    ["check=\"vms[0].path = 'sriov' and", 'check="vms.count = 1 and', 'the task is solved before'],
    ['from="packet 1 created"', 'from="packet 9 created"', 'the moment does not come: created 9'],
    ['to="packet 1 created"', 'to="exit 99"', 'the moment does not come: exit 99'],
    ['from="packet 1 created" to=end', 'from=end to=start', 'the segment ends before it begins'],
  ])('%s → %s is found out: %s', (from, to, what) => {
    expect(template).toContain(from);
    const found = failures(template.replace(from, () => to));
    expect(found.map((failure) => failure.slice(0, what.length))).toContain(what);
    expect(found.every((failure) => failure.endsWith('×2'))).toBe(true);
  });
});

describe('facts', () => {
  const whole = wholeRun(
    { vms: [{ count: 2, path: 'emulated' }], run: { until: '1ms' } },
    (scenario) => new Run(scenario),
  );
  const swept = sweepOver({}, whole.run, {
    setup: { paths: ['emulated', 'sriov'], sizes: '64,1514', guests: '1', rates: '' },
    figure: 'pps',
  });
  const page = { view: 'stage', selected: 'kvm', commands: ['ip link set x', 'ip', 'ipx'] };
  const evidence = evidenceAt(whole, whole.run.end, page, swept);
  const values: Readonly<Record<string, readonly (string | number)[]>> = {
    'tap.*.frames': ['tap', 'vnet0', 'frames'],
    'command.*.used': ['command', 'ip', 'used'],
    'scenario.*': ['scenario', 'vms', 0, 'traffic', 'pps'],
    'exit[n].reason': ['exit', 1, 'reason'],
    'bill.*[n].*': ['bill', 'vf', 1, 'routing-ids'],
  };
  const stepsOf = (name: string, keys?: readonly string[]) =>
    values[name] ??
    name
      .replace('sweep.*[n][n]', 'sweep.sriov.[64].[1]')
      .replaceAll('[n]', '.[n]')
      .split('.')
      .map((part) =>
        part === '[n]'
          ? /^(?:exit|packet)/u.test(name)
            ? 1
            : 0
          : part === '*'
            ? (keys?.[0] ?? '')
            : /^\[\d+\]$/u.test(part)
              ? Number(part.slice(1, -1))
              : part,
      );

  test.each(FACTS.map((fact) => [fact.name, fact] as const))(
    '%s is read from a run',
    (name, fact) => {
      const steps = stepsOf(name, fact.keys);
      expect(explainFact(steps)).toBeNull();
      const value = readFact(steps, evidence);
      // At the end of the run the guest is in no exit, nothing was lost, nothing of the card was given away or asked for.
      const absent = [
        'now.exit',
        'now.register',
        'now.handler',
        'now.place',
        'packet[n].lost',
        'vms[n].function',
        'mailbox.answeredBy',
      ];
      // Nobody is moved there: see the tests of those facts.
      const isAbsent = absent.includes(name) || name.startsWith('migration.');
      expect(value !== null).toBe(!isAbsent);
      expect(fact.about).not.toBe('');
    },
  );

  test('are what the metrics, the taps and the page say', () => {
    const read = (...steps: (string | number)[]) => readFact(steps, evidence);
    const { exits, vms } = evidence.metrics;
    expect(read('exits', 'total')).toBe(exits.total);
    expect(read('vms', 1, 'exits', 'byReason', 'EPT_MISCONFIG')).toBe(
      vms[1]?.exits.byReason['EPT_MISCONFIG'],
    );
    expect(read('tap', 'wire0', 'frames')).toBe(evidence.metrics.packets.delivered);
    expect(read('tap', 'vm0:eth0', 'frames')).toBeGreaterThan(0);
    expect(read('tap', 'nosuch', 'frames')).toBeNull();
    expect(read('command', 'ip', 'used')).toBe(2);
    expect(read('command', 'ip link', 'used')).toBe(1);
    expect(read('exit', 1, 'register')).toBe('TDT');
    expect(read('exit', 1, 'handler')).toBe('vmm');
    expect(read('exit', 100_000, 'reason')).toBeNull();
    expect(read('scenario', 'vms', 0, 'path')).toBe('emulated');
    expect(read('vms', 2, 'path')).toBeNull();
  });

  test('of a sweep are those of its points', () => {
    const read = (...steps: (string | number)[]) => readFact(['sweep', ...steps], evidence);
    expect(read('points')).toBe(4);
    expect(read('sriov', 64, 1, 'exits', 'total')).toBe(0);
    expect(read('emulated', 64, 1, 'exits', 'perPacket')).toBeGreaterThan(1);
    expect(read('emulated', 1514, 1, 'limiter')).toBe('exits');
    expect(read('sriov', 1514, 1, 'throughput', 'gbps')).toBeGreaterThan(
      Number(read('emulated', 1514, 1, 'throughput', 'gbps')),
    );
    // Paths, sizes and guests that it has not; and no sweep at all.
    for (const point of [
      ['virtio', 64, 1],
      ['sriov', 65, 1],
      ['sriov', 64, 2],
    ]) {
      expect(read(...point, 'limiter')).toBeNull();
    }
    const without = evidenceAt(whole, whole.run.end);
    expect(readFact(['sweep', 'points'], without)).toBe(0);
    expect(readFact(['sweep', 'sriov', 64, 1, 'limiter'], without)).toBeNull();
  });

  test('inside an exit tell who works there', () => {
    const first = readFact(['exit', 1, 'ns'], evidence);
    expect(first).toBeGreaterThan(0);
    const start =
      whole.window.facts.time.find(
        (_, i) => whole.window.facts.kind[i] === 0 && whole.window.facts.vm[i] === 0,
      ) ?? 0;
    const at = evidenceAt(whole, start + 5_000_000);
    expect(readFact(['now', 'mode'], at)).toBe('root');
    expect(readFact(['now', 'place'], at)).toBe('vmm');
    expect(readFact(['page', 'view'], at)).toBeNull();
  });

  test('of the mailboxes tell who answered, when he has', () => {
    const asking = wholeRun(
      { vms: [{ count: 1, path: 'sriov', tuning: { vfReset: true } }], run: { until: '3ms' } },
      (scenario) => new Run(scenario),
    );
    const read = (name: string, at: number) => readFact(['mailbox', name], evidenceAt(asking, at));
    expect([read('requests', 0), read('answeredBy', 0)]).toEqual([0, null]);
    // VF_RESET, and half a millisecond later VF_SET_MAC.
    expect(read('requests', 400_000_000)).toBe(1);
    expect(read('requests', asking.run.end)).toBe(2);
    expect(read('answeredBy', asking.run.end)).toBe('pf-driver');
  });

  test('of a PF are the registers of its capability', () => {
    const read = (...steps: (string | number)[]) => readFact(['pf', 1, ...steps], evidence);
    expect([read('totalVfs'), read('firstVfOffset'), read('vfStride')]).toEqual([64, 128, 2]);
    expect(readFact(['pf', 2, 'totalVfs'], evidence)).toBeNull();
  });

  test('are all in the list that authors read', () => {
    const missing = listedFacts()
      .filter(({ name, about }) => !readme.includes(`| \`${name}\``) || !readme.includes(about))
      .map(({ name }) => name);
    expect(missing).toEqual([]);
  });

  test('have each a description in Chinese, and no other has', () => {
    expect(Object.keys(ABOUT_ZH).toSorted()).toEqual(
      listedFacts()
        .map(({ name }) => name)
        .toSorted(),
    );
  });
});

test('the blocks are described alike in the readme and on the page', () => {
  const { block } = teach.author;
  expect(Object.keys(block)).toEqual(BLOCK_NAMES);
  const missing = BLOCK_NAMES.filter(
    (name) => !new RegExp(`\\| \`:::${name}\` +\\| ${block[name]} +\\|`, 'u').test(readme),
  );
  expect(missing).toEqual([]);
});
