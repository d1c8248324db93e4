/** The shape of a catalogue with its words left open: what a translation has to fill in, no more and no less. */
export type Like<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => string
    ? (...args: A) => string
    : T[K] extends string
      ? string
      : Like<T[K]>;
};
