import { onOtherHost } from '../../../store/other-host';
import { withValue } from '../../../store/url-scenario';
import type { LimitLift } from '../../../store/vocabulary';

type Input = { [key: string]: unknown };

/** What the host offers, as far as the limits go. Sizes in bytes. */
export interface HostKnobs {
  readonly ari: boolean;
  readonly busesPerRootPort: number;
  readonly mmioWindow: number;
  /** Below 4 GiB; absent = what the card's VFs need. */
  readonly mmioWindow32?: number;
  readonly pageSize: number;
}

/** What is changed; a window of null is again what the card needs. */
export type HostChange = { readonly [K in keyof HostKnobs]?: HostKnobs[K] | null };

/** The scenario with one limit lifted. */
export function lifted(input: Input, { by }: LimitLift): Input {
  switch (by.kind) {
    case 'ari':
      return withValue(input, 'host.ari', true) as Input;
    case 'buses':
      return withValue(input, 'host.busesPerRootPort', by.to) as Input;
    case 'window':
      return withValue(input, 'host.mmioWindow', by.to) as Input;
    case 'window-32':
      return withValue(input, 'host.mmioWindow32', by.to) as Input;
    case 'card':
      return onOtherHost(input, { device: by.to });
  }
}

/** The scenario with another host; the number of VFs is left to it, since the old one may be out of reach. */
export function withHost(input: Input, change: HostChange): Input {
  let changed = withoutCount(input);
  for (const [key, value] of Object.entries(change)) {
    if (value === null) changed = withoutKey(changed, key);
    else changed = withValue(changed, `host.${key}`, inScenario(key, value)) as Input;
  }
  return changed;
}

/** A page size stands there as text. */
const inScenario = (key: string, value: number | boolean) =>
  key === 'pageSize' ? `${Number(value) / 1024}KiB` : value;

function withoutKey(input: Input, key: string): Input {
  const { host } = input;
  if (typeof host !== 'object' || host === null) return input;
  const kept = Object.entries(host).filter(([name]) => name !== key);
  return { ...input, host: Object.fromEntries(kept) };
}

/** Without the number of VFs. */
function withoutCount(input: Input): Input {
  const { nic } = input;
  if (typeof nic !== 'object' || nic === null) return input;
  const gone = new Set(['numVfs', 'vfsPerPf']);
  const kept = Object.entries(nic).filter(([key]) => !gone.has(key));
  return { ...input, nic: Object.fromEntries(kept) };
}
