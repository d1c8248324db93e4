/** Bytes of a frame, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface HexRow {
  /** `0x0010` */
  readonly offset: string;
  /** The row's bytes, cut where the marked ones begin and end. */
  readonly parts: readonly { readonly text: string; readonly on: boolean }[];
  readonly letters: string;
}

const A_ROW = 16;
/** A super-packet is mostly filler; what is beyond is in the file. */
const MOST = 2048;

/** A frame as a hex dump, sixteen bytes a row. */
export function hexRows(bytes: Uint8Array, range: Range | null): readonly HexRow[] {
  const rows: HexRow[] = [];
  const end = Math.min(bytes.length, MOST);
  for (let at = 0; at < end; at += A_ROW) {
    const parts: { text: string; on: boolean }[] = [];
    let letters = '';
    for (let i = at; i < at + A_ROW; i++) {
      const byte = i < end ? bytes[i] : undefined;
      const on = range !== null && i >= range.from && i <= range.to && byte !== undefined;
      const text = `${byte === undefined ? '  ' : byte.toString(16).padStart(2, '0')} `;
      const last = parts.at(-1);
      if (last?.on === on) last.text += text;
      else parts.push({ text, on });
      if (byte !== undefined)
        letters += byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
    }
    rows.push({ offset: `0x${at.toString(16).padStart(4, '0')}`, parts, letters });
  }
  if (bytes.length > MOST) rows.push({ offset: '…', parts: [], letters: '' });
  return rows;
}
