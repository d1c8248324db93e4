import type { Find, Stretch, TermId } from '../../glossary';
import type { Step, Text } from '../../lessons/lesson';
import type { Inline } from '../../lessons/read/inline';

/** How a piece of text falls into terms and the rest; for words about a part, the terms in them. */
export type Links = ReadonlyMap<Inline, readonly Stretch[]>;

/**
 * Where a step's texts are linked to the glossary: at the first use of each term among what a learner has on the screen at
 * once. What stands in code or is a link already stays as it is.
 */
export function linksIn(step: Step, find: Find): Links {
  const links = new Map<Inline, readonly Stretch[]>();
  const look = (text: Text, before: ReadonlySet<TermId>) => {
    const known = new Set(before);
    for (const { pieces } of text) walk(pieces, known);
    return known;
  };
  const walk = (pieces: readonly Inline[], known: Set<TermId>) => {
    for (const piece of pieces) {
      if (piece.kind === 'strong' || piece.kind === 'emphasis') walk(piece.children, known);
      if (piece.kind !== 'text' && piece.kind !== 'part') continue;
      const stretches = find(piece.kind === 'text' ? piece.text : plain([piece]), known);
      const terms = stretches.flatMap(({ term }) => term ?? []);
      if (terms.length === 0) continue;
      links.set(piece, stretches);
      for (const term of terms) known.add(term);
    }
  };
  const own = look(step.text, new Set());
  const inTurn = (texts: readonly Text[]) => {
    let known: ReadonlySet<TermId> = own;
    for (const text of texts) known = look(text, known);
  };
  if (step.kind === 'explain') look(step.model, own);
  if (step.kind === 'task') {
    inTurn(step.hints);
    look(step.done, own);
  }
  if (step.kind === 'predict' || step.kind === 'transfer') {
    const { question, observe } = step;
    if (question.kind === 'choice') {
      inTurn(question.options.map(({ text }) => text));
      // The options are gone when one of these is shown.
      for (const { because } of question.options) look(because, own);
    } else {
      look(question.right, own);
      for (const { text } of question.wrongs) look(text, own);
    }
    look(observe, own);
  }
  return links;
}

/** What pieces say, without what is code or a figure. */
export function plain(pieces: readonly Inline[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      return 'children' in piece && piece.kind !== 'link' ? plain(piece.children) : '\n';
    })
    .join('');
}
