import { expect, test } from 'vitest';
import { embedLines } from './embed-lines';

const link = {
  href: '',
  parameters: [
    ['path', 'virtio'],
    ['t', '12us'],
    ['note', 'only for links'],
  ] as const,
  packed: 'q1"<',
  ofLesson: false,
};

test('an element has a parameter an attribute, a frame the address; no text ends its attribute', () => {
  const { element, frame } = embedLines(link, 'https://lab.example/a/', 'One "packet" <here>');
  expect(element).toBe(
    '<script src="https://lab.example/a/embed.js" async></script>\n<sriov-lab path="virtio" t="12us" s="q1&quot;&lt;" title="One &quot;packet&quot; &lt;here&gt;"></sriov-lab>',
  );
  expect(frame).toContain(
    'src="https://lab.example/a/?path=virtio&amp;t=12us&amp;embed=1#s=q1&quot;&lt;"',
  );
  expect(frame).not.toContain('only for links');
});
