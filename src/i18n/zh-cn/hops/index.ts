import type { hops as en } from '../../en/hops';
import type { Like } from '../../like';
import { backends } from './backends';
import { cardSteps } from './card';
import { emulation } from './emulation';
import { exits } from './exits';
import { guest } from './guest';
import { host } from './host';
import { rogue } from './rogue';

export const hops: Like<typeof en> = {
  ...guest,
  ...exits,
  ...emulation,
  ...backends,
  ...host,
  ...cardSteps,
  ...rogue,
};
