import { loadMessages, type Messages } from '../i18n';
import { askText, kindText, optionText, stepTexts, whyText } from '../i18n/quiz-telling';
import { writeAnswer } from '../quiz/judge';
import { kindsAsked, questionOf } from '../quiz/make';
import { QUIZ_KINDS, type Question, type QuizKind } from '../quiz/question';
import { kindsOf, MAX_QUIZ_SEED, MOST_QUESTIONS, QUIZ_LESSONS } from '../quiz/topics';
import type { PciNames } from '../shell/command';
import { formatOf, oneOf, type Arguments } from './arguments';
import { UsageError, type Output } from './usage';

const USUAL = 10;

/** Prints a quiz as a sheet, with `--answers` its answers and worked solutions on a page of their own; the same seed, the same quiz. */
export async function quiz(args: Arguments, _names: PciNames, output: Output): Promise<number> {
  const lang = oneOf('lang', args.lang, ['en', 'zh-CN', 'zh']);
  const format = formatOf(args, ['text', 'json']);
  if (args.positionals.length > 0) {
    throw new UsageError(`a quiz is made from --seed, not ${args.positionals.join(' ')}`);
  }
  const seed = number('seed', args.seed ?? '1', 0, MAX_QUIZ_SEED);
  const count = number('count', args.count ?? String(USUAL), 1, MOST_QUESTIONS);
  const questions = kindsAsked(seed, kindsIn(args), count).map((each) =>
    questionOf(each.kind, each.seed),
  );
  const messages = await loadMessages(lang === 'en' ? 'en' : 'zh-CN');
  output.out(
    format === 'json'
      ? `${JSON.stringify(asData(messages, seed, questions, args.answers), null, 2)}\n`
      : asSheet(messages, seed, questions, args.answers),
  );
  return 0;
}

function number(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(
    `--${name} ${text}: a whole number from ${String(least)} to ${String(most)}`,
  );
}

/** `--kind iova`, or `--lessons 4,9`; neither: all. */
function kindsIn({ kind, lessons }: Arguments): readonly QuizKind[] {
  if (kind !== null) {
    const found = QUIZ_KINDS.find((each) => each === kind);
    if (found === undefined)
      throw new UsageError(`--kind ${kind}: one of ${QUIZ_KINDS.join(', ')}`);
    return [found];
  }
  const named = lessons === null ? [] : lessons.split(',').map((text) => text.trim());
  const wrong = named.find((text) => !QUIZ_LESSONS.includes(Number(text)) || text === '');
  if (wrong !== undefined) {
    throw new UsageError(`--lessons ${wrong}: some of ${QUIZ_LESSONS.join(',')}`);
  }
  return kindsOf(named.map(Number));
}

const LETTERS = 'ABCDEFGH';

function answerText(messages: Messages, question: Question): string {
  const { form } = question;
  if (form.is === 'number') return writeAnswer(form.answer, form.notation);
  const letter = LETTERS[form.options.indexOf(form.answer)] ?? '';
  return `${letter}. ${optionText(messages, question, form.answer)}`;
}

function asSheet(
  messages: Messages,
  seed: number,
  questions: readonly Question[],
  answers: boolean,
): string {
  const m = messages.quiz;
  const lines = [m.sheet.title(String(seed)), ''];
  for (const [i, question] of questions.entries()) {
    const { form } = question;
    lines.push(`${String(i + 1)}. ${askText(messages, question)}`);
    if (form.is === 'choice') {
      const option = (name: string, at: number) =>
        `   ${LETTERS[at] ?? ''}. ${optionText(messages, question, name)}`;
      lines.push(...form.options.map(option), '');
    } else lines.push(`   ____________________ (${m.hints[form.notation]})`, '');
  }
  if (!answers) return lines.join('\n');
  // A form feed: the answers are on a page of their own.
  lines.push(`\f${m.sheet.title(String(seed))}: ${m.sheet.answers}`, '');
  for (const [i, question] of questions.entries()) {
    lines.push(`${String(i + 1)}. ${answerText(messages, question)}`);
    lines.push(...stepTexts(messages, question).map((step) => `   ${step}`), '');
  }
  return lines.join('\n');
}

function asData(
  messages: Messages,
  seed: number,
  questions: readonly Question[],
  answers: boolean,
): unknown {
  const texts = (question: Question) => {
    const { kind, lesson, scenario, form, fact } = question;
    const options =
      form.is === 'choice'
        ? form.options.map((id) => ({ id, text: optionText(messages, question, id) }))
        : null;
    const asked = {
      kind,
      lesson,
      seed: question.seed,
      name: kindText(messages, question),
      ask: askText(messages, question),
      ...(options === null ? {} : { options }),
    };
    if (!answers) return asked;
    const mistakes = form.mistakes.map(({ answer, why }) => ({
      answer,
      because: whyText(messages, question, why),
    }));
    const { answer } = form;
    const solution = stepTexts(messages, question);
    return {
      ...asked,
      answer,
      written: answerText(messages, question),
      mistakes,
      solution,
      fact,
      scenario,
    };
  };
  return { seed, questions: questions.map(texts) };
}
