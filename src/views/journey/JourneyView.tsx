import { useMessages } from '../../i18n/react';

export function JourneyView() {
  const m = useMessages().journey;
  return <section aria-label={m.label}>{m.label}</section>;
}
