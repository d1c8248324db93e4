/** The words of one kind of question. `{name}` stands for a figure; a step, a reason or an option has the name the engine gives it. */
export interface KindWords {
  readonly name: string;
  readonly ask: Readonly<Record<string, string>>;
  /** An option without words is its own name. */
  readonly options?: Readonly<Record<string, string>>;
  /** Why an answer is wrong; `other` where nobody thought of it. */
  readonly why: Readonly<Record<string, string>>;
  readonly steps: Readonly<Record<string, string>>;
}
