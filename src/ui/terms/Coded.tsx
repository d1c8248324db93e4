import { Fragment } from 'react';

/** Text in which names between backticks are code. */
export function Coded({ text }: { readonly text: string }) {
  return text.split('`').map((part, i) =>
    i % 2 === 1 ? (
      <code lang="en" key={i} translate="no">
        {part}
      </code>
    ) : (
      <Fragment key={i}>{part}</Fragment>
    ),
  );
}
