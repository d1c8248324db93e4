/** Characters coreutils quotes a name for (gnulib quotearg, shell-escape). A tilde or hash only in front. */
const SPECIAL = /[\s!"$&'()*;<=>?[\\^`|\x7f]|^[#~]/;

function inQuotes(text: string): string {
  if (/[\x00-\x1f\x7f\udc80-\udcff]/.test(text)) {
    let result = '';
    let escaped = false;
    for (const char of text) {
      const code = char.charCodeAt(0);
      const control = code < 32 || code === 127 || (code >= 0xdc80 && code <= 0xdcff);
      if (control !== escaped) result += control ? "'$'" : "''";
      escaped = control;
      const named = '\x07\b\t\n\v\f\r'.indexOf(char);
      if (!control) result += char === "'" ? "'\\''" : char;
      else if (named >= 0) result += `\\${'abtnvfr'[named] ?? ''}`;
      else result += `\\${(code & 0xff).toString(8).padStart(3, '0')}`;
    }
    return `'${result}'`;
  }
  if (text.includes("'") && !/["\\$`!]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** coreutils' `quotef`: quoted where a shell or the `: ` behind it would misread the name. */
export const quoteName = (name: string): string =>
  name === '' || name.includes(':') || SPECIAL.test(name) || /[\x00-\x1f]/.test(name)
    ? inQuotes(name)
    : name;

/** coreutils' `quoteaf`: always quoted. */
export const quoteAlways = inQuotes;

/** How `ls` prints a name on a terminal. */
export const quoteForTerminal = (name: string): string =>
  SPECIAL.test(name) || /[\x00-\x1f]/.test(name) ? inQuotes(name) : name;

/** gnulib's `quote` in the C locale: `'name'` with ASCII quotes. */
export const quotePlain = (name: string): string => `'${name.replace(/['\\]/g, '\\$&')}'`;
