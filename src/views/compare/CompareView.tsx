import { useMessages } from '../../i18n/react';

export function CompareView() {
  const m = useMessages().compare;
  return <section aria-label={m.label}>{m.label}</section>;
}
