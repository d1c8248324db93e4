import { encode } from 'uqr';

/** Light modules around the code, without which it is not found. */
const QUIET = 4;
/** Longer addresses make modules too small to be read from a screen or a sheet. */
export const LONGEST_QR = 800;

/** A QR code as the rows of its dark modules, in a square of `size` units; null for a text that is too long for one. */
export function qrPath(text: string): { readonly size: number; readonly d: string } | null {
  if (text.length > LONGEST_QR) return null;
  const { data, size } = encode(text, { ecc: 'M', border: QUIET });
  const rows = data.map((row, y) => {
    const bits = row.map((dark) => (dark ? '1' : '0')).join('');
    return [...bits.matchAll(/1+/gu)]
      .map(
        ({ index, 0: run }) =>
          `M${String(index)} ${String(y)}h${String(run.length)}v1h-${String(run.length)}z`,
      )
      .join('');
  });
  return { size, d: rows.join('') };
}
