import type { Messages } from './messages';

type Tree = { readonly [key: string]: string | ((...args: never[]) => string) | Tree };

/** English in brackets: a text on the page without ⟦⟧ did not come from the catalogue. */
export function pseudo(messages: Messages): Messages {
  return wrap(messages) as Messages;
}

function wrap(tree: Tree): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => {
      if (typeof value === 'string') return [key, `⟦${value}⟧`];
      if (typeof value === 'function') return [key, (...args: never[]) => `⟦${value(...args)}⟧`];
      return [key, wrap(value)];
    }),
  );
}
