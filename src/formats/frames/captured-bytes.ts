import type { ReplayFrame } from '../../engine/scenario/scenario';

/** The bytes of a captured frame that a scenario keeps, as base64; null without. */
export function capturedBytes({ data }: ReplayFrame): Uint8Array<ArrayBuffer> | null {
  if (data === undefined) return null;
  const binary = atob(data);
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** Reverse of {@link capturedBytes}. Trailing zeros of padding are left out: a frame is padded again to its length. */
export function keptBytes(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  let binary = '';
  for (let i = 0; i < end; i++) binary += String.fromCharCode(bytes[i] as number);
  return btoa(binary);
}
