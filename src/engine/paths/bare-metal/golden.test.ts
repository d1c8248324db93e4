import { expect, it } from 'vitest';
import { traceOf } from '../../testing';

// The whole story of one packet each way. A change here is a change of the model: review it.
it.each(['tx', 'rx'] as const)('%s of one packet is the story we know', async (direction) => {
  await expect(traceOf('bare-metal', direction)).toMatchFileSnapshot(`./golden-${direction}.txt`);
});
