import { useMessages } from '../../i18n/react';

export function SweepView() {
  const m = useMessages().sweep;
  return <section aria-label={m.label}>{m.label}</section>;
}
