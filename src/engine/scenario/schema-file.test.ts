import { toJsonSchema } from '@valibot/to-json-schema';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { scenarioSchema } from './schema';

test('the published JSON Schema is the one the code checks by (vitest -u writes it anew)', async () => {
  const schema = toJsonSchema(scenarioSchema, {
    typeMode: 'input',
    // The range of a quantity with a unit cannot be said in JSON Schema; its form is.
    ignoreActions: ['check'],
  });
  const published = { title: 'SR-IOV Lab scenario', ...schema };
  const text = await format(JSON.stringify(published), { parser: 'json', printWidth: 100 });
  await expect(text).toMatchFileSnapshot('../../../public/scenario.schema.json');
});

test('the published JSON Schema refuses unknown keys everywhere', () => {
  const closed: boolean[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const record = node as Record<string, unknown>;
    // A machine's device takes any property, but only text: the model says which ones there are.
    const properties = JSON.stringify(record['additionalProperties']);
    const isRecord = properties?.includes('"type":"string"') && record['properties'] === undefined;
    // Values of another future by their places: they are checked where they are put.
    const isSet = properties === '{}' && record['propertyNames'] !== undefined;
    if (record['type'] === 'object')
      closed.push(properties === 'false' || isRecord === true || isSet);
    Object.values(record).forEach(visit);
  };
  visit(toJsonSchema(scenarioSchema, { typeMode: 'input', ignoreActions: ['check'] }));
  expect(closed.length).toBeGreaterThanOrEqual(8);
  expect(closed.every(Boolean)).toBe(true);
});
