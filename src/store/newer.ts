import type { useApp } from '.';

/**
 * Says that a newer version waits, as soon as nothing else is to be read and no audience is there; once it was put away, no more. The
 * way to it stays where files are kept.
 */
export function tellOfNewer(
  store: Pick<typeof useApp, 'getState' | 'setState' | 'subscribe'>,
): void {
  let isPutAway = false;
  const tell = () => {
    const { notice, presenting } = store.getState();
    if (!isPutAway && notice === null && !presenting) store.setState({ notice: { kind: 'newer' } });
  };
  store.subscribe(
    (s) => s.notice,
    (now, before) => {
      if (now === null && before?.kind === 'newer') isPutAway = true;
      tell();
    },
  );
  store.subscribe((s) => s.presenting, tell);
  tell();
}
