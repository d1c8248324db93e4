import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadGlossary, type TermId } from '../../glossary';
import { LANGUAGES, type Lesson, type Step } from '../../lessons/lesson';
import type { Inline } from '../../lessons/read/inline';
import { readLesson } from '../../lessons/read/read-lesson';
import { inlineIn, textsIn } from '../../lessons/texts';
import { linksIn, plain } from './term-links';

const contents = new URL('../../lessons/content/', import.meta.url);
const lessons = readdirSync(contents, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .flatMap(({ name }) =>
    LANGUAGES.map((language) => {
      const read = readLesson(readFileSync(new URL(`${name}/${language}.md`, contents), 'utf8'));
      if (!read.ok) throw new Error(name);
      return read.lesson;
    }),
  );
const glossaries = { en: await loadGlossary('en'), 'zh-CN': await loadGlossary('zh-CN') };

/** Texts but the sources, which are names of documents. */
const said = (step: Step) => textsIn(step).filter((text) => !step.sources.includes(text));

function linked(step: Step, { language }: Lesson) {
  const { find } = glossaries[language];
  return { find, links: linksIn(step, find) };
}

const insideParts = (step: Step) =>
  new Set<Inline>(
    inlineIn(step.text).flatMap((piece) => (piece.kind === 'part' ? piece.children : [])),
  );

describe.each(lessons)('$id, $language', (lesson) => {
  it('links every term of its texts where a step first uses it', () => {
    for (const step of lesson.steps) {
      const { find, links } = linked(step, lesson);
      const here = new Set([...links.values()].flat().flatMap(({ term }) => term ?? []));
      // Read without its marks a text may show a term that a mark has cut in two.
      const wanted = new Set<TermId>(
        said(step)
          .flatMap((text) => text.map(({ pieces }) => plain(pieces)))
          .flatMap((text) => find(text).flatMap(({ term }) => term ?? [])),
      );
      expect({ step: step.id, here }).toEqual({ step: step.id, here: wanted });
      const known = new Set<TermId>();
      const late = inlineIn(step.text).filter((piece) => {
        if (piece.kind !== 'text' && piece.kind !== 'part') return false;
        const fresh = find(plain([piece]), known).flatMap(({ term }) => term ?? []);
        for (const term of fresh) known.add(term);
        return fresh.length > 0 && !links.has(piece);
      });
      // Words about a part have pieces of their own; what is said of them is said of the whole.
      expect(late.filter((piece) => !insideParts(step).has(piece))).toEqual([]);
    }
  });

  it('links nothing in code and in links, and says the same as before', () => {
    for (const step of lesson.steps) {
      const { links } = linked(step, lesson);
      const inside = new Set(
        said(step)
          .flatMap(inlineIn)
          .flatMap((piece) => (piece.kind === 'link' ? piece.children : [])),
      );
      for (const [piece, stretches] of links) {
        expect(inside.has(piece)).toBe(false);
        expect(['text', 'part']).toContain(piece.kind);
        expect(stretches.map(({ text }) => text).join('')).toBe(plain([piece]));
      }
    }
  });

  it('links a term once in what is asked', () => {
    const twice = lesson.steps.filter((step) => {
      const { links } = linked(step, lesson);
      const terms = inlineIn(step.text).flatMap(
        (piece) => links.get(piece)?.flatMap(({ term }) => term ?? []) ?? [],
      );
      return new Set(terms).size < terms.length;
    });
    expect(twice.map(({ id }) => id)).toEqual([]);
  });
});
