import { expect, test } from 'vitest';
import { answerOf, type Asked } from './answers';

const scope = 'https://uni.example/courses/lab/';
const kept = new Set([
  'index.html',
  'embed.js',
  'scenario.schema.json',
  'assets/first-x1.js',
  'favicon.svg',
]);
const answer = (url: string, rest: Partial<Asked> = {}) =>
  answerOf(
    { url: new URL(url, scope).href, method: 'GET', mode: 'cors', destination: 'script', ...rest },
    scope,
    kept,
  );
const opened = (url: string, destination = 'document') =>
  answer(url, { mode: 'navigate', destination });

test('every address of the lab is the same page, from the copy', () => {
  expect(opened('')).toBe('copy');
  expect(opened('?view=pcie,terminal&t=12us')).toBe('copy');
  expect(opened('index.html?lesson=vm-exit&lang=zh#s=abc')).toBe('copy');
});

test('frames, embeds and learning platforms get what the site has, and the copy only without it', () => {
  expect(opened('', 'iframe')).toBe('site');
  expect(opened('?embed=1&path=virtio')).toBe('site');
  expect(opened('?lesson=sharing&lms=scorm12')).toBe('site');
  expect(answer('embed.js')).toBe('site');
  expect(answer('scenario.schema.json')).toBe('site');
});

test('icons, and what is named by its content, come from the copy, whoever asks', () => {
  expect(answer('assets/first-x1.js')).toBe('copy');
  expect(answer('assets/first-x1.js?v=2')).toBe('copy');
  expect(answer('favicon.svg')).toBe('copy');
});

test('what is not the lab’s is nobody’s business', () => {
  expect(opened('week-1.html')).toBe('nobody');
  expect(opened('/courses/')).toBe('nobody');
  expect(opened('/courses/lab-2/')).toBe('nobody');
  expect(opened('https://elsewhere.example/courses/lab/')).toBe('nobody');
  expect(answer('assets/of-another-version-x2.js')).toBe('nobody');
  expect(answer('https://elsewhere.example/lesson.md')).toBe('nobody');
  expect(answer('assets/first-x1.js', { method: 'POST' })).toBe('nobody');
  expect(answer('', { mode: 'cors' })).toBe('nobody');
});
