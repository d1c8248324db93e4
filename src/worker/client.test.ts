import { expose } from 'comlink';
import { afterEach, expect, it, vi } from 'vitest';
import type { SimApi } from './api';
import { connectSim } from './client';
import type { Thread } from './thread';

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** A thread that answers with this API, over a real message channel. */
function thread(api: Partial<SimApi> | null) {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  if (api !== null) expose(api, port1);
  const terminate = vi.fn<() => void>(() => {
    port1.close();
  });
  return Object.assign(port2, { terminate }) satisfies Thread;
}

/** What a worker does whose script could not be loaded: no answer, one error event. */
function unloadable(message = '') {
  const silent = thread(null);
  setTimeout(() => {
    silent.dispatchEvent(Object.assign(new Event('error'), { message }));
  }, 1);
  return silent;
}

const ready = () => true as const;
const PATIENCE = { startMs: 200, callMs: 200 };

it('talks to the first thread that answers', async () => {
  const second = vi.fn<() => Thread>();
  const { sim } = connectSim([() => thread({ ready, neighbour: () => 42 }), second], PATIENCE);
  expect(await sim.neighbour(1 as never, 0, 1, 'hop', 0)).toBe(42);
  expect(second).not.toHaveBeenCalled();
});

it('falls back to the next way when a thread cannot be made', async () => {
  const refused = () => {
    throw new DOMException('cannot be accessed from origin null', 'SecurityError');
  };
  const { sim } = connectSim([refused, () => thread({ ready, neighbour: () => 7 })], PATIENCE);
  expect(await sim.neighbour(1 as never, 0, 1, 'hop', 0)).toBe(7);
});

it('falls back when the script of a thread does not load, and ends that thread', async () => {
  const dead = unloadable();
  const { sim } = connectSim([() => dead, () => thread({ ready, neighbour: () => 7 })], PATIENCE);
  expect(await sim.neighbour(1 as never, 0, 1, 'hop', 0)).toBe(7);
  expect(dead.terminate).toHaveBeenCalledOnce();
});

it('falls back when a thread says nothing at all', async () => {
  const { sim } = connectSim(
    [
      () => thread({ ready: () => new Promise<true>(() => undefined) as never }),
      () => thread({ ready, neighbour: () => 7 }),
    ],
    { startMs: 20, callMs: 200 },
  );
  expect(await sim.neighbour(1 as never, 0, 1, 'hop', 0)).toBe(7);
});

it('rejects every call when no way works, with the last reason', async () => {
  const { sim } = connectSim([() => unloadable('first'), () => unloadable('last')], PATIENCE);
  await expect(sim.neighbour(1 as never, 0, 1, 'hop', 0)).rejects.toThrow('last');
  await expect(sim.journey(1 as never, 1)).rejects.toThrow('last');
});

it('passes on what the simulation throws', async () => {
  const journey = () => {
    throw new Error('no run 9');
  };
  const { sim } = connectSim([() => thread({ ready, journey })], PATIENCE);
  await expect(sim.journey(9 as never, 1)).rejects.toThrow('no run 9');
});

it('rejects a call under way when the thread crashes, and all later ones', async () => {
  const crashing = thread({ ready, journey: () => new Promise(() => undefined) as never });
  const { sim } = connectSim([() => crashing], PATIENCE);
  await sim.ready();
  const call = sim.journey(1 as never, 1);
  crashing.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  await expect(call).rejects.toThrow('out of memory');
  await expect(sim.ready()).rejects.toThrow('out of memory');
  expect(crashing.terminate).toHaveBeenCalled();
});

it('rejects a call that is never answered', async () => {
  const stuck = thread({ ready, journey: () => new Promise(() => undefined) as never });
  const { sim } = connectSim([() => stuck], { startMs: 200, callMs: 30 });
  await expect(sim.journey(1 as never, 1)).rejects.toThrow(/"journey" within 0.03 s/u);
});

it('rejects calls under way when the link is closed', async () => {
  const stuck = thread({ ready, journey: () => new Promise(() => undefined) as never });
  const link = connectSim([() => stuck], PATIENCE);
  await link.sim.ready();
  const call = link.sim.journey(1 as never, 1);
  link.close();
  await expect(call).rejects.toThrow('closed');
});
