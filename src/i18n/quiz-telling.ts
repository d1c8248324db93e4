import type { Figures, Question } from '../quiz/question';
import { formatCount } from './format';
import type { Messages } from './messages';

type Words = Readonly<Record<string, string>>;

/** A text with its figures; one that is not there stays as it is written, which a test finds. */
function filled(
  text: string,
  figures: Figures,
  { terms, paths, between }: Messages['quiz'],
): string {
  const word = (name: string, value: string): string => {
    const words: Words = name === 'path' ? paths : terms;
    const key = name === 'path' ? value : value.startsWith('@') ? value.slice(1) : '';
    if (/^\d{5,}$/u.test(value)) return formatCount(Number(value));
    return Object.hasOwn(words, key) ? (words[key] ?? value) : value;
  };
  return text.replace(/\{([\w-]+)\}/gu, (all: string, name: string) => {
    const value = Object.hasOwn(figures, name) ? figures[name] : undefined;
    if (value === undefined) return all;
    if (typeof value === 'string') return word(name, value);
    return value.map((each) => word(name, each)).join(between);
  });
}

/** Words of one kind, whichever they are called. */
function wordsOf({ quiz }: Messages, { kind }: Question) {
  const { name, ask, why, steps, ...rest } = quiz.kinds[kind];
  const options: Words = 'options' in rest ? rest.options : {};
  return { name, ask: ask as Words, why: why as Words, steps: steps as Words, options };
}

/** What a question asks. */
export function askText(messages: Messages, question: Question): string {
  const { ask } = wordsOf(messages, question);
  return filled(ask[question.ask] ?? '', question.figures, messages.quiz);
}

/** An option; without words it is its own name. */
export function optionText(messages: Messages, question: Question, option: string): string {
  const { options } = wordsOf(messages, question);
  return Object.hasOwn(options, option) ? (options[option] ?? option) : option;
}

/** Why an answer is wrong. */
export function whyText(messages: Messages, question: Question, why: string): string {
  const { why: words } = wordsOf(messages, question);
  return filled(words[why] ?? '', question.figures, messages.quiz);
}

/** The worked solution, step by step. */
export function stepTexts(messages: Messages, question: Question): readonly string[] {
  const { steps } = wordsOf(messages, question);
  return question.steps.map((step) => filled(steps[step] ?? '', question.figures, messages.quiz));
}

/** The name of a question's kind. */
export function kindText(messages: Messages, question: Question): string {
  return wordsOf(messages, question).name;
}
