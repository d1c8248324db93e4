import type { Option, Question, Text, Wrong } from '../lesson';
import { checkNames } from './attributes';
import type { Block, Part } from './blocks';
import type { Fields } from './fields';

export const QUESTION_TAGS = ['option', 'because', 'right', 'wrong', 'observe'] as const;
const KINDS = ['choice', 'number', 'pick'] as const;

/** The question of a prediction: options with their reasons, or an answer that the engine knows. */
export function readQuestion(block: Block, fields: Fields): Question {
  const kind = fields.oneOf(block.attributes.get('kind'), KINDS) ?? 'choice';
  const own = block.parts.filter(({ name }) => (QUESTION_TAGS as readonly string[]).includes(name));
  return kind === 'choice' ? readChoice(block, own, fields) : readOpen(kind, block, own, fields);
}

function readChoice(block: Block, parts: readonly Part[], fields: Fields): Question {
  const { complaints } = fields;
  const options: Option[] = [];
  for (const [i, part] of parts.entries()) {
    if (part.name === 'option') {
      checkNames(part.attributes, ['when'], complaints);
      const because = parts[i + 1];
      if (because?.name !== 'because') {
        complaints.add(part, 'missing', '', '::because and the reason, behind each ::option');
      }
      const when = fields.predicate(part.attributes.get('when'), part);
      const { text = [] } = because?.name === 'because' ? because : {};
      options.push({ when, text: part.text, because: text });
    } else if (part.name === 'because') {
      checkNames(part.attributes, [], complaints);
      if (parts[i - 1]?.name !== 'option') {
        complaints.add(part, 'outside', '::because', 'behind an ::option');
      }
    } else if (part.name !== 'observe') {
      complaints.add(part, 'unknown-tag', part.name, 'option, because, observe with kind=choice');
    }
    if (part.text.length === 0) complaints.add(part, 'missing', '', `text behind ::${part.name}`);
  }
  if (options.length < 2 || options.length > 5) {
    complaints.add(block, 'count', `${String(options.length)} options`, '2 to 5');
  }
  return { kind: 'choice', options };
}

function readOpen(
  kind: 'number' | 'pick',
  block: Block,
  parts: readonly Part[],
  fields: Fields,
): Question {
  const { complaints } = fields;
  let right: Text = [];
  const wrongs: Wrong[] = [];
  for (const part of parts) {
    if (part.name === 'right') {
      checkNames(part.attributes, [], complaints);
      right = part.text;
    } else if (part.name === 'wrong') {
      checkNames(part.attributes, ['when'], complaints);
      const when = part.attributes.get('when');
      wrongs.push({
        when: when === undefined ? null : fields.predicate(when, part, { guess: true }),
        text: part.text,
      });
    } else if (part.name !== 'observe') {
      complaints.add(part, 'unknown-tag', part.name, `right, wrong, observe with kind=${kind}`);
    }
    if (part.text.length === 0) complaints.add(part, 'missing', '', `text behind ::${part.name}`);
  }
  if (right.length === 0) complaints.add(block, 'missing', '', '::right and why it is');
  if (wrongs.filter(({ when }) => when !== null).length < 1) {
    complaints.add(block, 'missing', '', '::wrong{when="…guess…"} for a likely wrong answer');
  }
  if (wrongs.filter(({ when }) => when === null).length !== 1) {
    complaints.add(block, 'count', '', 'one ::wrong without when, for every other answer');
  }
  return {
    kind,
    answer: fields.operand(block.attributes.get('answer'), block),
    within: fields.within(block.attributes.get('within')),
    right,
    wrongs,
  };
}
