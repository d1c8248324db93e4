/** How a series looks: a colour, and a texture so that colour is never alone. */
export interface Paint {
  /** Any CSS colour; tokens of tokens.css keep their meaning (--exit is for VM exits alone). */
  readonly colour: string;
  readonly texture?: 'solid' | 'lines' | 'dots' | 'cross';
}

/** A name for the paint that may stand in `url(#…)`; `scope` makes it the only one of its kind on the page. */
export const paintId = (scope: string, index: number) => `${scope}-paint-${String(index)}`;

/** Definitions of the fills `url(#paintId(scope, i))`, for an `<svg>` that uses them. */
export function Paints({
  scope,
  paints,
}: {
  readonly scope: string;
  readonly paints: readonly Paint[];
}) {
  return (
    <defs>
      {paints.map(({ colour, texture = 'solid' }, i) => (
        <pattern
          key={paintId(scope, i)}
          id={paintId(scope, i)}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform={texture === 'lines' ? 'rotate(45)' : undefined}
        >
          <rect width={6} height={6} style={{ fill: colour }} />
          {texture === 'lines' && <rect width={2} height={6} style={{ fill: 'var(--surface)' }} />}
          {texture === 'dots' && (
            <circle cx={3} cy={3} r={1.3} style={{ fill: 'var(--surface)' }} />
          )}
          {texture === 'cross' && (
            <path d="M0 0 6 6M6 0 0 6" style={{ stroke: 'var(--surface)', strokeWidth: 1.2 }} />
          )}
        </pattern>
      ))}
    </defs>
  );
}
