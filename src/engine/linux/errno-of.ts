import { ERRNO, type Errno } from './errno';

/** The number a driver logs: -12 for ENOMEM. */
export function negative(errno: Errno): number {
  return -ERRNO[errno][0];
}
