import { useMessages } from '../../i18n/react';

export function ModelView() {
  const m = useMessages().model;
  return <section aria-label={m.label}>{m.label}</section>;
}
