// The sources as trees, for tests that judge them.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

const src = dirname(fileURLToPath(import.meta.url));

export type Node = { readonly type: string; readonly [key: string]: unknown };

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

export function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (isNode(value)) {
    see(value);
    for (const child of Object.values(value)) {
      if (typeof child === 'object' && child !== null) visit(child, see);
    }
  }
}

export function parse(file: string, code: string): unknown {
  const { program, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message ?? ''}`);
  return program;
}

const isSource = (file: string) => /\.(tsx?|mjs)$/.test(file);
/** Tests, and what only tests import. */
const isTest = (file: string) => /\.test\.tsx?$|(^|\/)testing(-\w+)?\.ts$/.test(file);

export const modules: readonly string[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => isSource(file) && !isTest(file));
export const read = (file: string) => readFileSync(join(src, file), 'utf8');
