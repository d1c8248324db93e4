/** What keys do in single places beyond Tab, Enter and Space, for the help; the places themselves act on them. */
export const VIEW_KEYS = {
  timeLine: { step: ['→', '←'], ends: ['Home', 'End'] },
  stage: { part: ['Tab'], select: ['Enter'], cells: ['→', '←'], tip: ['Esc'] },
  compare: { step: ['→', '←'], away: ['Esc'] },
  pcie: {
    line: ['↑', '↓'],
    fold: ['→', '←'],
    ends: ['Home', 'End'],
    select: ['Enter'],
    out: ['Esc'],
    grid: ['↑', '↓', '→', '←'],
    gridEnds: ['Page Up', 'Page Down'],
    bit: ['→', '←', '↑', '↓'],
    flip: ['Space'],
  },
  journey: { event: ['↑', '↓'], ends: ['Home', 'End'] },
  metrics: { row: ['Enter'], cursor: ['→', '←'] },
  captures: { line: ['Enter'] },
  sweep: { point: ['Tab', 'Enter'] },
  terminal: {
    complete: ['Tab'],
    history: ['↑', '↓'],
    search: ['Ctrl R'],
    interrupt: ['Ctrl C'],
    scroll: ['Page Up', 'Page Down'],
    leave: ['Esc', 'Tab'],
    away: ['Ctrl `'],
  },
  model: { section: ['→', '←'] },
  lesson: { answer: ['↑', '↓'], check: ['Enter'] },
  quiz: { answer: ['↑', '↓'], check: ['Enter'] },
  glossary: { find: ['A', '…', 'Z'], close: ['Esc'] },
  dialog: { close: ['Esc'] },
  frame: { in: ['Tab'], out: ['Tab', 'Shift Tab'] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export type KeyPlace = keyof typeof VIEW_KEYS;
