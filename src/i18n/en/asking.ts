/** What a number says of itself before it is asked why; the answer is `why`. */
export const asking = {
  number: (what: string, text: string) => `${what}: ${text}. Why this number?`,
  hint: 'Why this number?',
  hop: (text: string) => `${text}: why so long?`,
};
