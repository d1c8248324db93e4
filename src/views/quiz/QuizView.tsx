import { useEffect, useState } from 'react';
import { loadMessages } from '../../i18n';
import { useMessages } from '../../i18n/react';
import { kindText } from '../../i18n/quiz-telling';
import { judgeAnswer } from '../../quiz/judge';
import type { Question } from '../../quiz/question';
import { lab, useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { saveText } from '../../ui/save-text';
import { keepQuiz, keptQuiz, useStored } from '../lesson/kept';
import lesson from '../lesson/lesson.module.css';
import { Asked } from './Asked';
import { anySeed, quizName, readQuizName, type QuizName } from './name';
import styles from './quiz.module.css';
import { QuizSetUp } from './SetUp';

type Answers = readonly (number | string | null)[];

/** A quiz: its set-up, its questions one by one, its result. */
export function QuizView({ name }: { readonly name: string }) {
  const quiz = readQuizName(name);
  return quiz === null ? <QuizSetUp /> : <Taking key={name} name={name} quiz={quiz} />;
}

function Taking({ name, quiz }: { readonly name: string; readonly quiz: QuizName }) {
  const m = useMessages().quiz;
  const questions = useQuestions(quiz);
  const [answers, setAnswers] = useState<Answers>(() => keptQuiz(name)?.answers ?? []);
  // A question that was answered stays until the learner goes on.
  const [at, setAt] = useState(answers.length);
  if (questions === 'failed') return <p role="alert">{m.failed}</p>;
  if (questions === null) return <p data-loading>{m.drawing}</p>;
  const question = questions[at];
  const right = rightOf(questions, answers);
  const take = (answer: number | string | null) => {
    const now = [...answers, answer];
    setAnswers(now);
    keepQuiz(name, { of: questions.length, right: rightOf(questions, now), answers: now });
  };
  return (
    <div className={lesson['lesson']} data-quiz={name} data-question={at}>
      <h3 className={lesson['title']}>{m.sheet.title(String(quiz.seed))}</h3>
      {question === undefined ? (
        <Result
          quiz={quiz}
          questions={questions}
          answers={answers}
          onAgain={() => {
            setAnswers([]);
            setAt(0);
          }}
        />
      ) : (
        <>
          <p className={lesson['place']}>
            <span>{m.place(String(at + 1), String(questions.length))}</span>
            <progress max={questions.length} value={answers.length} aria-hidden="true" />
            <span>{m.score(String(right), String(answers.length))}</span>
          </p>
          <Asked
            key={at}
            question={question}
            answer={answers[at]}
            isLast={at === questions.length - 1}
            onAnswer={take}
            onNext={() => {
              setAt(at + 1);
            }}
          />
        </>
      )}
    </div>
  );
}

const rightOf = (questions: readonly Question[], answers: Answers): number =>
  questions.filter(({ form }, i) => {
    const given = answers[i] ?? null;
    return given !== null && judgeAnswer(form, given).right;
  }).length;

/** Drawn and answered beside the run that is shown; null: not yet. */
function useQuestions({ seed, count, lessons }: QuizName): readonly Question[] | null | 'failed' {
  const [questions, setQuestions] = useState<readonly Question[] | null | 'failed'>(null);
  const topics = lessons.join(' ');
  useEffect(() => {
    let current = true;
    const named = topics === '' ? [] : topics.split(' ').map(Number);
    void Promise.all([
      lab.ask(null, (sim) => sim.quiz(seed, named, count)),
      loadMessages(useApp.getState().locale),
    ]).then(([drawn]) => {
      if (current) setQuestions(drawn === null || drawn.length === 0 ? 'failed' : drawn);
    });
    return () => {
      current = false;
    };
  }, [seed, count, topics]);
  return questions;
}

interface ResultProps {
  readonly quiz: QuizName;
  readonly questions: readonly Question[];
  readonly answers: Answers;
  readonly onAgain: () => void;
}

/** How it went, question by question. */
function Result({ quiz, questions, answers, onAgain }: ResultProps) {
  const messages = useMessages();
  const m = messages.quiz;
  const openLesson = useApp((s) => s.openLesson);
  const stored = useStored();
  const right = String(rightOf(questions, answers));
  return (
    <>
      <output className={lesson['end']}>
        <strong>{m.score(right, String(questions.length))}</strong>
      </output>
      <ol className={styles['steps']}>
        {questions.map((question, i) => {
          const given = answers[i] ?? null;
          const verdict = given === null ? null : judgeAnswer(question.form, given);
          return (
            <li key={i}>
              {kindText(messages, question)}:{' '}
              {verdict === null ? m.skipped : verdict.right ? m.right : m.wrong}
            </li>
          );
        })}
      </ol>
      {!stored && <p role="alert">{m.notKept}</p>}
      <div className={lesson['turn']}>
        <button type="button" className={controls['button']} onClick={onAgain}>
          {m.again}
        </button>
        <button
          type="button"
          className={controls['primary']}
          onClick={() => {
            openLesson(quizName({ ...quiz, seed: anySeed() }));
          }}
        >
          {m.other}
        </button>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            const result = { ...quiz, right: Number(right), of: questions.length, answers };
            saveText(JSON.stringify(result, null, 2), `${quizName(quiz)}.json`, 'application/json');
          }}
        >
          {m.save}
        </button>
      </div>
    </>
  );
}
