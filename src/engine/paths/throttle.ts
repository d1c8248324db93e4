import { IXGBEVF_START } from '../guest/itr';
import type { Tuning } from '../scenario/scenario';
import { PS_PER_US, type Picos } from '../units';

/** Interval of the throttle at the start of a run: as set, or where drivers that adapt it start, 20,000 a second. */
export function startThrottle({ interruptThrottle, interruptThrottleUs }: Tuning): Picos {
  const micros = interruptThrottle === 'adaptive' ? IXGBEVF_START / 4 : interruptThrottleUs;
  return micros * PS_PER_US;
}
