import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COSTS } from './costs/costs';
import { PROFILES } from './costs/profiles';
import { MODEL_VERSION } from './model-version';

/** What each version of the model tells of one packet on each path, and its prices, as one number. */
const FINGERPRINTS: Readonly<Record<string, string>> = {
  '0.1.0': 'e64bb4c62d36fdee',
};

function fingerprint(): string {
  const hash = createHash('sha256');
  const paths = join(import.meta.dirname, 'paths');
  const golden = readdirSync(paths, { recursive: true, encoding: 'utf8' })
    .filter((file) => /golden-[\w-]+\.txt$/u.test(file))
    .toSorted();
  for (const file of golden) hash.update(readFileSync(join(paths, file)));
  hash.update(JSON.stringify([COSTS, PROFILES]));
  return hash.digest('hex').slice(0, 16);
}

test('a model that tells or charges anything else has another version', () => {
  expect(
    { [MODEL_VERSION]: fingerprint() },
    'golden traces or prices have changed: raise the version here, in package.json and in model-version.ts, for files say with which model they were made',
  ).toEqual({ [MODEL_VERSION]: FINGERPRINTS[MODEL_VERSION] });
});
