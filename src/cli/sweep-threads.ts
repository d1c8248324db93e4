import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { expose } from 'comlink';
import type { SweepApi } from '../worker/sweep-api';
import { connectThread, type Link, type Thread } from '../worker/thread';
import { sweepHere } from './sweep-host';

const PATIENCE = { startMs: 60_000, callMs: 300_000 };

/** A thread of Node's that computes points. */
export function connectNodeSweep(): Link<SweepApi> {
  const file = new URL('./sweep-thread.mjs', import.meta.url);
  const starter = () => (existsSync(fileURLToPath(file)) ? started(file) : here());
  return connectThread<SweepApi>(['ready', 'open', 'run'], [starter], PATIENCE);
}

/** Node's workers tell their events in Node's manner, browsers' in theirs; the pool knows the latter. */
function started(file: URL): Thread {
  const worker = new Worker(file);
  type Listener = EventListenerOrEventListenerObject;
  const inner = new Map<Listener, (value: unknown) => void>();
  return {
    postMessage: (message: unknown) => {
      worker.postMessage(message);
    },
    addEventListener: (type: string, listener: Listener) => {
      const heard = (value: unknown) => {
        const message = value instanceof Error ? value.message : '';
        const event = Object.assign(new Event(type), { data: value, message });
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      };
      inner.set(listener, heard);
      worker.on(type, heard);
    },
    removeEventListener: (type: string, listener: Listener) => {
      const heard = inner.get(listener);
      if (heard !== undefined) worker.off(type, heard);
    },
    terminate: () => {
      void worker.terminate();
    },
  };
}

/** From the sources, which no thread can be started from: in this one. */
function here(): Thread {
  const { port1, port2 } = new MessageChannel();
  expose(sweepHere(), port1 as unknown as MessagePort);
  const terminate = () => {
    port1.close();
  };
  return Object.assign(port2, { terminate }) as unknown as Thread;
}
