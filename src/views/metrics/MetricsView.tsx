import { useMessages } from '../../i18n/react';

export function MetricsView() {
  const m = useMessages().metrics;
  return <section aria-label={m.label}>{m.label}</section>;
}
