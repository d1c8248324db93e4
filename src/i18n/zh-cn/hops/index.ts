import type { hops as en } from '../../en/hops';
import type { Like } from '../../like';
import { backends } from './backends';
import { cardSteps } from './card';
import { emulation } from './emulation';
import { exits } from './exits';
import { guest } from './guest';
import { host } from './host';
import { mailbox } from './mailbox';
import { rogue } from './rogue';
import { slices } from './slices';

export const hops: Like<typeof en> = {
  ...guest,
  ...exits,
  ...emulation,
  ...backends,
  ...host,
  ...cardSteps,
  ...mailbox,
  ...rogue,
  ...slices,
};
