import { withValue } from '../../../store/url-scenario';
import type { LimitLift } from '../../../store/vocabulary';

type Input = { [key: string]: unknown };

/** What the host offers, as far as the limits go. Window in bytes. */
export interface HostKnobs {
  readonly ari: boolean;
  readonly busesPerRootPort: number;
  readonly mmioWindow: number;
}

/** The scenario with one limit lifted; null where the scenario has no word for it. */
export function lifted(input: Input, { by }: LimitLift): Input | null {
  switch (by.kind) {
    case 'ari':
      return withValue(input, 'host.ari', true) as Input;
    case 'buses':
      return withValue(input, 'host.busesPerRootPort', by.to) as Input;
    case 'window':
      return withValue(input, 'host.mmioWindow', by.to) as Input;
    case 'window-32':
      return null;
    case 'card':
      return withValue(withoutCount(input, ['lspci']), 'nic.device', by.to) as Input;
  }
}

/** The scenario with another host; the number of VFs is left to it, since the old one may be out of reach. */
export function withHost(input: Input, knobs: Partial<HostKnobs>): Input {
  let changed = withoutCount(input, []);
  for (const [key, value] of Object.entries(knobs)) {
    changed = withValue(changed, `host.${key}`, value) as Input;
  }
  return changed;
}

/** Without the number of VFs, and without further keys of the card. */
function withoutCount(input: Input, keys: readonly string[]): Input {
  const { nic } = input;
  if (typeof nic !== 'object' || nic === null) return input;
  const gone = new Set(['numVfs', 'vfsPerPf', ...keys]);
  const kept = Object.entries(nic).filter(([key]) => !gone.has(key));
  return { ...input, nic: Object.fromEntries(kept) };
}
