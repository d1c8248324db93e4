/** A table that is made from the code. In a cell, names between backticks are code; `\`` is a backtick itself. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export interface Row {
  /** Where `?docs=page:id` leads. */
  readonly id: string;
  readonly cells: readonly string[];
}

export const code = (text: string) => `\`${text.replaceAll('`', '\\`')}\``;

/** Texts of a cell, in turn plain and code. */
export const piecesOf = (cell: string): readonly string[] =>
  cell.split(/(?<!\\)`/u).map((piece) => piece.replaceAll('\\`', '`'));
export const codes = (texts: readonly string[]) => texts.map(code).join(' ');
