/** What a lesson says that its runs do not bear out. `what` is the lesson's, `shown` what the run has instead. */
export const failures = {
  claim: (what: string, shown: string) => `the claim does not hold: ${what} (${shown})`,
  segment: 'the segment ends before it begins',
  figure: (what: string) => `the run has no figure ${what}`,
  options: (what: string) => `${what} options are right, not one`,
  'no-answer': (_: string, shown: string) => `the run gives no answer (${shown})`,
  reason: (_: string, shown: string) => `a reason for wrong answers meets the right one (${shown})`,
  'solved-before': 'the task is solved before it begins',
  refused: (what: string) => `the solution is refused: ${what}`,
  'solution-moment': "the solution's moment does not come",
  unsolved: (_: string, shown: string) => `the solution does not solve the task (${shown})`,
  moment: (what: string) => `the moment does not come: ${what}`,
};

export type FailureCode = keyof typeof failures;

/** One of them in words. */
export function failureWords(
  words: Readonly<Record<FailureCode, string | ((what: string, shown: string) => string)>>,
  {
    code,
    what,
    shown,
  }: { readonly code: FailureCode; readonly what: string; readonly shown: string },
): string {
  const say = words[code];
  return typeof say === 'string' ? say : say(what, shown);
}
