import { useMessages } from '../i18n/react';

const CAPS = {
  next: ['Page Down', 'Page Up'],
  play: ['.'],
  black: ['B'],
  first: ['F5'],
  from: ['Shift F5'],
} as const;

/** What keys, and the buttons of a presenter's remote that send them, do while somebody presents. */
export function PresentingKeys({ className }: { readonly className: string | undefined }) {
  const m = useMessages().hall.keys;
  return (
    <>
      <h3>{m.title}</h3>
      <dl className={className}>
        {Object.entries(CAPS).map(([name, caps]) => (
          <div key={name}>
            <dt>
              {caps.map((cap) => (
                <kbd key={cap}>{cap}</kbd>
              ))}
            </dt>
            <dd>{m.does[name as keyof typeof CAPS]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
