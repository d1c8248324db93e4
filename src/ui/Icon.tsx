const SHAPES = {
  reset: 'M4 4v6h6M4.6 10a8 8 0 1 1-.6 4',
  fork: 'M6 20V4M6 14c0-5 10-3 10-9M12 8l4-4 4 4',
  undo: 'M8 4 4 8l4 4M4 8h9a6 6 0 0 1 0 12H8',
  redo: 'M16 4l4 4-4 4M20 8h-9a6 6 0 0 0 0 12h5',
  back: 'M6 5v14M18 5.5v13L9 12z',
  play: 'M7 4.5v15l12-7.5z',
  pause: 'M8 5v14M16 5v14',
  step: 'M18 5v14M6 5.5v13l9-6.5z',
  stage: 'M19 5v14M4 6v12l7-6zM11 6v12l7-6z',
  theme: 'M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18',
  share: 'M9 12h9M14 7l5 5-5 5M11 5H5v14h6',
  open: 'M3 7h6l2 2h10v10H3zM12 12v5M9.5 14.5 12 12l2.5 2.5',
  settings:
    'M10.2 5.2L10.5 2.5L13.5 2.5L13.8 5.2L15.5 5.9L17.6 4.2L19.8 6.4L18.1 8.5L18.8 10.2L21.5 10.5L21.5 13.5L18.8 13.8L18.1 15.5L19.8 17.6L17.6 19.8L15.5 18.1L13.8 18.8L13.5 21.5L10.5 21.5L10.2 18.8L8.5 18.1L6.4 19.8L4.2 17.6L5.9 15.5L5.2 13.8L2.5 13.5L2.5 10.5L5.2 10.2L5.9 8.5L4.2 6.4L6.4 4.2L8.5 5.9ZM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6',
  help: 'M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 1.9M12 17.5v.2',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  setUp: 'M4 7h9M17 7h3M15 4.5v5M4 17h3M11 17h9M9 14.5v5',
  inspect: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5 20 20',
  foldLeft: 'M14 6l-6 6 6 6',
  foldRight: 'M10 6l6 6-6 6',
  close: 'M6 6l12 12M18 6 6 18',
  host: 'M4 4h16v6H4zM4 14h16v6H4zM8 7h.1M8 17h.1M12 10v4',
  terminal: 'M3 5h18v14H3zM7 9l3 3-3 3M12 15h4',
  lesson: 'M12 6c-2-1.6-5-2-9-2v14c4 0 7 .4 9 2 2-1.6 5-2 9-2V4c-4 0-7 .4-9 2zM12 6v14',
  glossary: 'M4 18 8 6l4 12M5.5 14h5M15 8h6M15 12h6M15 16h4',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  clear: 'M5 7h14M10 4h4M7 7l1 13h8l1-13M10 11v5M14 11v5',
  plus: 'M12 6v12M6 12h12',
  minus: 'M6 12h12',
  model:
    'M12 4v16M7 20h10M5 8l7-2 7 2M2.5 14a2.5 2.5 0 0 0 5 0L5 8zM16.5 14a2.5 2.5 0 0 0 5 0L19 8z',
} as const;

export type IconName = keyof typeof SHAPES;

const FILLED: readonly IconName[] = ['play', 'back', 'step', 'stage'];

/** A picture beside words that say the same; never alone. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="1.125rem"
      height="1.125rem"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={SHAPES[name]}
        fill={FILLED.includes(name) ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
