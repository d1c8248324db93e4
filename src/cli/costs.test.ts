import { describe, expect, test } from 'vitest';
import { main } from './main';

async function sim(...argv: string[]) {
  let [out, err] = ['', ''];
  const status = await main(argv, { out: (text) => (out += text), err: (text) => (err += text) });
  return { status, out, err };
}

describe('sim costs', () => {
  test('prints every price with its range, how it is known and its derivation', async () => {
    const { status, out } = await sim('costs', '--set', 'host.profile=skylake-mitigated');
    expect(status).toBe(0);
    expect(out).toMatch(/^profile skylake-mitigated, 2\.5 GHz\n/);
    expect(out).toMatch(
      /^exitLight +3440 +cycles +1376 +1300 to 6750 +derived +2565 cycles \(dall17\.x86\.io_kernel\) \+ 1\.08 us \(wanpeng19\.msr_write\.before\) - 0\.73 us \(.*\), at 2\.5 GHz$/m,
    );
    expect(out).toMatch(/^bridge .* assumed /m);
  });

  test('as JSON, with what the scenario set', async () => {
    const { out } = await sim('costs', '--format', 'json', '--set', 'costs.wakeup=9000');
    const { profile, costs } = JSON.parse(out) as {
      profile: string;
      costs: { id: string; value: number; basis: string }[];
    };
    expect(profile).toBe('lab');
    expect(costs.find(({ id }) => id === 'wakeup')).toMatchObject({ value: 9000, basis: 'set' });
  });

  test('refuses a price outside its range, and a format it does not know', async () => {
    expect(await sim('costs', '--set', 'costs.wakeup=1')).toEqual({
      status: 2,
      out: '',
      err: 'sim: costs.wakeup: found 1; allowed: 2700 to 13500\n',
    });
    expect(await sim('costs', '--format', 'xml')).toEqual({
      status: 2,
      out: '',
      err: 'sim: --format xml: one of table, json\n',
    });
  });
});
