import { useApp } from '.';

/** The futures that an address has brought along, as lanes; null where there are none. */
export async function lanesOfFutures() {
  const { lanesNow } = await import('./futures-kept');
  return lanesNow(useApp.getState());
}
