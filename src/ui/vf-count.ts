export type VfCount =
  | { readonly kind: 'ok'; readonly numVfs: number }
  | { readonly kind: 'too-many'; readonly numVfs: number }
  | { readonly kind: 'not-a-number' };

/** What a person typed as the number of VFs, judged against the card's maximum. */
export function readVfCount(text: string, max: number): VfCount {
  const trimmed = text.trim();
  if (!/^\d{1,9}$/.test(trimmed)) return { kind: 'not-a-number' };
  const numVfs = Number(trimmed);
  return numVfs > max ? { kind: 'too-many', numVfs } : { kind: 'ok', numVfs };
}
