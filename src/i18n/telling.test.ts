import { describe, expect, it } from 'vitest';
import { journeyOf } from '../engine/tell/journey';
import { completeRun } from '../engine/testing';
import { loadMessages } from '.';
import { en as english } from './en';
import { DEPTHS, rowSentence } from './telling';

const run = completeRun({
  vms: [{ count: 1, path: 'emulated', traffic: { kind: 'single', direction: 'tx' } }],
  run: { until: '300us' },
});
const journey = journeyOf(run, 1);

it('says what happened: facts with sizes and durations, exits with reason, weight and register', () => {
  const said = journey.rows.map((row) => rowSentence(english, run.topology, row, 0, 'short'));
  expect(said).toContain('created, 1,500 B');
  expect(said).toContain('delivered after 17.2 µs');
  expect(said).toContain('VM exit EPT_MISCONFIG, on to user space: TDT');
  expect(said).toContain('VM0’s timer has expired: its application has something to do.');
  expect(said).toContain('VM0 runs its interrupt handler.');
  expect(said).toContain('The driver in VM0 puts the packet’s address into its transmit ring.');
});

it('tells every row of a journey at every depth, in both languages, without a hole', async () => {
  for (const messages of [english, await loadMessages('zh-CN')]) {
    for (const depth of [...DEPTHS, 'short'] as const) {
      const said = journey.rows.map((row) => rowSentence(messages, run.topology, row, 0, depth));
      expect(said.filter((text) => text.length < 4 || text.includes('undefined'))).toEqual([]);
    }
  }
});

it('names who dropped a packet, and where', () => {
  const full = completeRun({
    nic: { numVfs: 0 },
    vms: [{ count: 1, path: 'sriov', traffic: { kind: 'single', direction: 'tx' } }],
    run: { until: '300us' },
  });
  const { rows } = journeyOf(full, 1);
  const last = rows.find((row) => row.kind === 'fact' && row.fact === 'dropped');
  if (last === undefined) throw new Error('nothing was dropped');
  expect(rowSentence(english, full.topology, last, 0, 'os')).toMatch(/no device.*\(/u);
});

describe('of two guests of one host it names the one where it happens', () => {
  const told = (from: string, to: string, host: object = {}) => {
    const between = completeRun({
      host,
      nic: { numVfs: 2 },
      vms: [
        { count: 1, path: from, traffic: { kind: 'single', direction: { to: 'vm1' } } },
        { count: 1, path: to, traffic: { kind: 'poisson', direction: 'rx', pps: 1 } },
      ],
      run: { until: '400us' },
    });
    const { rows } = journeyOf(between, 1);
    return rows.map((row) => rowSentence(english, between.topology, row, 0, 'short'));
  };

  it.each([
    ['vhost-net', 'vhost-net'],
    ['sriov', 'sriov'],
    ['emulated', 'sriov'],
    ['vhost-user', 'vhost-user'],
  ])('%s → %s', (from, to) => {
    const said = told(from, to);
    expect(said).toContain('The driver in VM0 puts the packet’s address into its transmit ring.');
    expect(said).toContain('The driver in VM1 takes the packet out of its receive ring.');
    expect(said).toContain('TCP/IP in VM1 hands the data to the application.');
    expect(said).toContain('VM1 runs its interrupt handler.');
  });

  it('whose function interrupts, whoever sent the packet', () => {
    expect(told('sriov', 'sriov')).toContain('VM1 sleeps: the host is told to wake it.');
    const remapped = told('sriov', 'sriov', { postedInterrupts: false });
    for (const guest of ['VM0', 'VM1']) {
      expect(remapped).toContain(`The host takes the interrupt and VFIO passes it on to ${guest}.`);
    }
  });
});
