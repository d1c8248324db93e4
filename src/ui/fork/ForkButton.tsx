import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { noForkHere } from '../../store/forks';
import { IconButton } from '../IconButton';
import { forks } from './page-forks';

/** Keeps the run as it is and goes another way from the moment shown. */
export function ForkButton() {
  const m = useMessages().fork;
  const held = useApp(noForkHere);
  return (
    <IconButton
      icon="fork"
      label={held === null ? m.here : m.held[held]}
      disabled={held !== null}
      onClick={() => void forks.forkHere()}
    />
  );
}
