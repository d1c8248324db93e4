const plain = (a: number, b: number) => a - b;

const order = (char: string | undefined): number => {
  if (char === undefined) return -1;
  if (char === '~') return -2;
  if (/[0-9]/.test(char)) return 0;
  if (/[A-Za-z]/.test(char)) return char.charCodeAt(0);
  return char.charCodeAt(0) + 256;
};

function compareParts(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    while ((i < a.length && !/\d/.test(a[i] ?? '')) || (j < b.length && !/\d/.test(b[j] ?? ''))) {
      const difference = plain(order(a[i]), order(b[j]));
      if (difference !== 0) return difference;
      i += 1;
      j += 1;
    }
    const left = /^0*(\d*)/.exec(a.slice(i)) ?? ['', ''];
    const right = /^0*(\d*)/.exec(b.slice(j)) ?? ['', ''];
    const [x, y] = [left[1] ?? '', right[1] ?? ''];
    if (x.length !== y.length) return x.length - y.length;
    if (x !== y) return x < y ? -1 : 1;
    i += left[0].length;
    j += right[0].length;
  }
  return 0;
}

/** gnulib's `filevercmp`: `sort -V`, `ls -v`. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  for (const special of ['', '.', '..']) {
    if (a === special) return -1;
    if (b === special) return 1;
  }
  if (a.startsWith('.') !== b.startsWith('.')) return a.startsWith('.') ? -1 : 1;
  const stem = (text: string) => {
    let end = text.length;
    // From the end: a pattern for all of the suffix would begin anew at each dot.
    for (;;) {
      const dot = text.lastIndexOf('.', end - 1);
      if (dot < 0 || !/^\.[A-Za-z~][A-Za-z0-9~]*$/.test(text.slice(dot, end))) break;
      end = dot;
    }
    return text.slice(0, end);
  };
  const [left, right] = [stem(a), stem(b)];
  const result = left === right ? compareParts(a, b) : compareParts(left, right);
  return result === 0 ? compareParts(a, b) : result;
}
