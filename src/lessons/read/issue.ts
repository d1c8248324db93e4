/** A place in a lesson's text; both count from 1, columns in UTF-16 units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type LessonIssueCode =
  | 'too-large'
  | 'front-matter'
  | 'unknown-key'
  | 'missing'
  | 'unknown-tag'
  | 'unknown-attribute'
  | 'bad-attributes'
  | 'bad-value'
  | 'given-twice'
  | 'not-closed'
  | 'nested'
  | 'outside'
  | 'html'
  | 'image'
  | 'link'
  | 'count'
  | 'not-a-list'
  | 'predicate'
  | 'unknown-fact'
  | 'unknown-scenario'
  | 'scenario';

/** Why a lesson was refused, and where. Words are made from the code in i18n. */
export interface LessonIssue extends Position {
  readonly code: LessonIssueCode;
  /** Shortened for display. */
  readonly found: string;
  /** What is allowed there, in a form people read. */
  readonly allowed: string;
}

const LONGEST_SHOWN = 60;

/** Cut at a whole character, control characters made visible. */
export function shown(text: string): string {
  // No character takes more than two.
  const plain = text.slice(0, 2 * LONGEST_SHOWN + 2).replace(/\p{Cc}/gu, '\uFFFD');
  const characters = Array.from(plain);
  return characters.length <= LONGEST_SHOWN
    ? plain
    : `${characters.slice(0, LONGEST_SHOWN).join('')}…`;
}

/** Collects what is wrong while a text is read, so that an author sees all of it at once. */
export class Complaints {
  readonly issues: LessonIssue[] = [];

  add(at: Position, code: LessonIssueCode, found: string, allowed: string): void {
    const { line, column } = at;
    this.issues.push({ line, column, code, found: shown(found), allowed });
  }
}

/** `lesson.md:12:5: unknown tag: found quiz; allowed: goals, parts`. */
export function issueText(file: string, issue: LessonIssue): string {
  const { line, column, code, found, allowed } = issue;
  const place = `${file}:${String(line)}:${String(column)}`;
  return `${place}: ${code}: found ${found === '' ? 'nothing' : found}; allowed: ${allowed}`;
}
