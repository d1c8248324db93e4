import type { StepId } from '../../../engine/costs/steps';
import type { Depths } from '../../depths';
import { backends } from './backends';
import { cardSteps } from './card';
import { emulation } from './emulation';
import { exits } from './exits';
import { guest } from './guest';
import { host } from './host';
import { mailbox } from './mailbox';
import { rogue } from './rogue';
import { slices } from './slices';

/** Every step at three depths, for the journey of a packet; a step left out does not compile. */
export const hops: Readonly<Record<StepId, Depths>> = {
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
