import { describe, expect, it } from 'vitest';
import { STEPS } from '../costs/steps';
import { PATH_IDS } from '../scenario/scenario';
import { completeRun } from '../testing';
import { journeyOf } from './journey';
import type { HopRow, Journey, JourneyRow } from './rows';

const runOf = (path: string, direction: string, traffic: object) =>
  completeRun({
    nic: { numVfs: path === 'passthrough' ? 0 : 2 },
    vms: [{ count: 1, path, traffic: { direction, ...traffic } }],
    run: { until: '600us' },
  });

const nameOf = (row: JourneyRow | undefined): string =>
  row === undefined ? '?' : row.kind === 'fact' ? row.fact : row.step;

/** Names of a row and of all it follows from, `#` and the number of another packet, and the root. */
function chain({ rows }: Journey, from: JourneyRow | undefined): string[] {
  const names: string[] = [];
  for (let row = from; row !== undefined; row = rows[row.cause]) {
    if (names.length > rows.length) throw new Error(`a cycle at ${nameOf(row)}`);
    names.push(row.own || row.packet === 0 ? nameOf(row) : `${nameOf(row)}#${String(row.packet)}`);
    if (row.root !== null) names.push(`<${row.root}>`);
  }
  return names;
}

const hopOf = ({ rows }: Journey, step: string): HopRow | undefined =>
  rows.find((row): row is HopRow => row.kind === 'hop' && row.step === step && row.own);
const chainOf = (journey: Journey, step: string) => chain(journey, hopOf(journey, step));

describe.each(PATH_IDS)('%s', (path) => {
  describe.each(['tx', 'rx'])('%s', (direction) => {
    it.each([
      ['one packet', { kind: 'single' }, [1]],
      ['a burst of 8', { kind: 'burst', packets: 8 }, [1, 3, 8]],
      ['8 with one doorbell', { kind: 'burst', packets: 8, batch: 8 }, [1, 3, 8]],
      ['an overload', { kind: 'bulk' }, [1, 10]],
    ])('%s: every row has a cause before it, or is where a chain begins', (_, traffic, packets) => {
      const run = runOf(path, direction, traffic);
      for (const packet of packets) {
        const journey = journeyOf(run, packet);
        expect(journey.rows.length).toBeGreaterThan(5);
        for (const row of journey.rows) {
          const cause = journey.rows[row.cause];
          const what = `${nameOf(row)} of packet ${String(row.packet)} at ${String(row.at)}`;
          expect(cause === undefined, `${what}: a cause or a root`).toBe(row.root !== null);
          expect(row.root, `${what}: begins in the record`).not.toBe('earlier');
          expect(cause?.end ?? 0, `${what}: not before its cause`).toBeLessThanOrEqual(row.at);
          expect(chain(journey, row).at(-1)?.startsWith('<'), `${what}: a root`).toBe(true);
        }
      }
    });
  });
});

describe('causes', () => {
  it('lead from the interrupt of a VF over MSI-X and DMA to the doorbell and the application', () => {
    const journey = journeyOf(runOf('sriov', 'tx', { kind: 'single' }), 1);
    const clean = chainOf(journey, 'napi-tx-clean');
    expect(clean.slice(0, 3)).toEqual(['napi-tx-clean', 'isr', 'entry-light']);
    expect(clean.slice(3)).toEqual([
      'msix',
      'dma-writeback',
      'dma-read',
      'dma-read-descriptor',
      'doorbell',
      'direct-write',
      'driver-xmit',
      'app-send',
      'isr',
      'entry-light',
      'context-switch',
      'thread-wake',
      '<application>',
    ]);
  });

  it('tell whose doorbell announced a packet of a batch, and where the packet came from', () => {
    const journey = journeyOf(runOf('vhost-net', 'tx', { kind: 'burst', packets: 8, batch: 8 }), 3);
    const taken = hopOf(journey, 'vhost-get-desc');
    const names = chain(journey, taken);
    expect(names.slice(0, 5)).toEqual([
      'vhost-get-desc',
      'context-switch',
      'thread-wake#8',
      'ioeventfd#8',
      'exit-light#8',
    ]);
    expect(nameOf(journey.rows[taken?.also ?? -1])).toBe('driver-xmit');
  });

  it('say what an interrupt waited for: the throttle, or the driver', () => {
    const journey = journeyOf(runOf('sriov', 'rx', { kind: 'burst', packets: 8 }), 2);
    const late = hopOf(journey, 'msix');
    expect(late?.held?.by).toBe('throttle');
    expect(nameOf(journey.rows[late?.held?.row ?? -1])).toBe('irq-suppressed');
    const quick = runOf('sriov', 'rx', { kind: 'burst', packets: 8 });
    expect(hopOf(journeyOf(quick, 1), 'msix')?.held).toBeNull();
  });

  it('name the timer of the emulated card where its interrupt waited for it', () => {
    const run = runOf('emulated', 'rx', { kind: 'cbr', pps: 20_000 });
    const held = [1, 2, 3, 4, 5, 6]
      .map((packet) => journeyOf(run, packet))
      .map((journey) => chainOf(journey, 'napi-rx'))
      .filter((names) => names.includes('irq-suppressed'));
    expect(held.length).toBeGreaterThan(0);
    for (const names of held) expect(names.at(-1)).toBe('<wire>');
  });

  it('credit polling, not a doorbell, where a switch process takes the packet', () => {
    const journey = journeyOf(runOf('vhost-user', 'tx', { kind: 'single' }), 1);
    const taken = hopOf(journey, 'pmd-dequeue');
    expect(taken?.link).toBe('found');
    expect(chainOf(journey, 'pmd-dequeue').slice(0, 3)).toEqual([
      'pmd-dequeue',
      'driver-xmit',
      'app-send',
    ]);
  });

  it('cross from one guest to another behind one bridge and one card', () => {
    for (const path of ['vhost-net', 'sriov', 'emulated'] as const) {
      const run = completeRun({
        nic: { numVfs: 2 },
        vms: [
          { count: 1, path, traffic: { kind: 'single', direction: { to: 'vm1' } } },
          { count: 1, path, traffic: { kind: 'poisson', direction: 'rx', pps: 1 } },
        ],
        run: { until: '600us' },
      });
      const names = chainOf(journeyOf(run, 1), 'stack-receive');
      expect(names).toContain('app-send');
      expect(names.at(-1)).toBe('<application>');
    }
  });
});

describe('a row', () => {
  const emulated = journeyOf(runOf('emulated', 'tx', { kind: 'single' }), 1);
  const sriov = journeyOf(runOf('sriov', 'tx', { kind: 'single' }), 1);

  it('says what it cost: prices add up to its time where a CPU works', () => {
    const cpu = emulated.rows.filter(
      (row): row is HopRow =>
        row.kind === 'hop' && row.own && row.thread >= 0 && STEPS[row.step].glyph !== 'wait',
    );
    expect(cpu.length).toBeGreaterThan(40);
    for (const row of cpu) {
      const paid = row.charges.reduce((sum, { ps }) => sum + ps, 0);
      expect(Math.abs(paid - (row.end - row.at)), `price of ${row.step}`).toBeLessThanOrEqual(2);
    }
    const copy = hopOf(emulated, 'copy-guest-to-model');
    expect(copy?.copied).toBe(1500);
    expect(copy?.charges.map(({ due, times }) => [due, times])).toEqual([
      ['copyFixed', 1],
      ['copyByte', 3000],
    ]);
  });

  it('says what the IOMMU did for a DMA, and what the walk cost', () => {
    const first = hopOf(sriov, 'dma-read-descriptor');
    expect(first?.lookups).toEqual({ hits: 0, misses: 1 });
    expect(first?.charges.map(({ due }) => due)).toEqual([
      'dmaRead',
      'iotlbHit',
      'iotlbWalkLevel',
      'link',
    ]);
    expect(hopOf(sriov, 'dma-writeback')?.lookups).toEqual({ hits: 1, misses: 0 });
    expect(hopOf(emulated, 'dma-read')?.lookups).toEqual({ hits: 0, misses: 0 });
  });

  it('names the exit it serves, or the register it writes without one', () => {
    const exits = emulated.rows.filter(
      (row) => row.kind === 'hop' && row.exit?.at === row.at && row.thread >= 0,
    );
    expect(exits).toHaveLength(7);
    expect(hopOf(emulated, 'to-user')?.exit).toMatchObject({
      reason: 'EPT_MISCONFIG',
      register: 'TDT',
      cls: 'H',
    });
    // Hardware goes on while the vCPU is out of its guest; so does another thread.
    expect(hopOf(emulated, 'msix')?.exit).toBeNull();
    const vhost = journeyOf(runOf('vhost-net', 'tx', { kind: 'single' }), 1);
    expect(hopOf(vhost, 'ioeventfd')?.exit?.register).toBe('queue notify (tx)');
    expect(hopOf(vhost, 'vhost-get-desc')?.exit).toBeNull();
    expect(hopOf(sriov, 'direct-write')).toMatchObject({ register: 'VFTDT', exit: null });
    const { rows } = journeyOf(runOf('sriov', 'rx', { kind: 'single' }), 1);
    const written = rows.filter((row) => row.kind === 'hop' && row.step === 'direct-write');
    expect(written.map((row) => row.kind === 'hop' && row.register)).toEqual(['VFRDT', 'VTEIMS']);
  });
});

it('tells of a notification only where none was needed: an exit saved', () => {
  const run = runOf('vhost-net', 'tx', { kind: 'burst', packets: 8 });
  const told = [1, 2, 3, 4, 5, 6, 7, 8].map((packet) => {
    const journey = journeyOf(run, packet);
    const kicks = journey.rows.filter(
      (row) => row.own && row.kind === 'fact' && row.fact === 'kick',
    );
    return { exits: hopOf(journey, 'exit-light') === undefined ? 0 : 1, kicks: kicks.length };
  });
  expect(told[0]).toEqual({ exits: 1, kicks: 0 });
  expect(told).toContainEqual({ exits: 0, kicks: 1 });
  expect(told.every(({ exits, kicks }) => exits + kicks === 1)).toBe(true);
});

it('tells nothing of a packet that does not exist', () => {
  const run = runOf('sriov', 'tx', { kind: 'single' });
  for (const packet of [0, -1, 2, 1e6, 1.5]) expect(journeyOf(run, packet).rows).toEqual([]);
});

it('finds causes in a run that is computed again from checkpoints, and quickly', () => {
  const run = completeRun({
    vms: [{ count: 2, path: 'sriov', traffic: { kind: 'bulk', direction: 'tx', packetBytes: 64 } }],
    run: { until: '20ms' },
  });
  const journey = journeyOf(run, 15_000);
  expect(journey.rows.length).toBeGreaterThan(10);
  expect(
    chain(
      journey,
      journey.rows.findLast((row) => row.own),
    ).at(-1),
  ).toBe('<application>');
});

it('says which queue pair a packet took, and why', () => {
  const told = (queues: number) => {
    const run = completeRun({
      host: { cores: 8 },
      vms: [
        {
          count: 1,
          path: 'vhost-net',
          traffic: { kind: 'burst', packets: 8, flows: 4 },
          tuning: { queues },
        },
      ],
      run: { until: '1ms' },
    });
    const packets = Array.from({ length: 8 }, (_, i) => i + 1);
    return packets.flatMap((packet) =>
      journeyOf(run, packet).rows.flatMap((row) =>
        row.kind === 'fact' && row.fact === 'flow' ? [[row.a, row.b, row.steering]] : [],
      ),
    );
  };
  expect(told(1)).toEqual([]);
  expect(told(4)).toEqual([0, 0, 1, 1, 2, 2, 3, 3].map((n) => [n, n, 'xps']));
});
