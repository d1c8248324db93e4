import { expect, test } from 'vitest';
import { readUrl } from './url';
import { PARAMETERS } from './url-values';

test('an address takes every value of the table of parameters, and none that is not in it', async () => {
  for (const { name, values } of PARAMETERS) {
    for (const text of values ?? []) {
      expect((await readUrl(`?${name}=${text}`, '')).problems).toEqual([]);
    }
    const codes = (await readUrl(`?${name}=%00`, '')).problems.map(({ code }) => code);
    expect(codes).not.toContain('unknown');
  }
  const [unknown] = (await readUrl('?mode=1', '')).problems;
  expect(unknown?.allowed.split(', ')).toEqual(PARAMETERS.map(({ name }) => name));
});
