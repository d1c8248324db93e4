import { Suspense } from 'react';
import type { ComponentType } from 'react';
import type { Offer } from '../../store/share';
import { later } from '../../ui/later';

const DIALOGS: Readonly<Record<Offer, ComponentType>> = {
  share: later(async () => (await import('./ShareDialog')).ShareDialog),
  picture: later(async () => (await import('../picture/PictureDialog')).PictureDialog),
  film: later(async () => (await import('../film/FilmDialog')).FilmDialog),
};

/** The dialog in which something is made to be taken along. */
export function Offers({ offer }: { readonly offer: Offer }) {
  const Dialog = DIALOGS[offer];
  return (
    <Suspense>
      <Dialog />
    </Suspense>
  );
}
