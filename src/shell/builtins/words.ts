/** As bash prints a value that it must be able to read again. */
export function reusable(value: string): string {
  if (value === '') return "''";
  if (/[\x00-\x1f\x7f]/.test(value)) {
    const named: Readonly<Record<string, string>> = {
      '\n': '\\n',
      '\t': '\\t',
      '\r': '\\r',
      "'": "\\'",
      '\\': '\\\\',
    };
    const inner = Array.from(value, (char) => {
      if (named[char] !== undefined) return named[char];
      return char < ' ' || char === '\x7f'
        ? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`
        : char;
    });
    return `$'${inner.join('')}'`;
  }
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

/** As `declare -p` and `export -p` print a value. */
export const inDoubleQuotes = (value: string): string =>
  /[\x00-\x1f\x7f]/.test(value) ? reusable(value) : `"${value.replace(/["\\$`]/g, '\\$&')}"`;

export const IDENTIFIER = /^[A-Za-z_]\w*$/;
