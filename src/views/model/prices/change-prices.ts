import { lab, useApp } from '../../../store';
import type { Editable } from '../../../store/run';

/** Starts the run anew with other prices; the moment shown stays, so that its numbers can be compared. */
export function changePrices(patch: (input: Editable) => Editable): void {
  const { cursor, edit } = useApp.getState();
  if (cursor > 0) void lab.editHere(patch);
  else edit(patch);
}
