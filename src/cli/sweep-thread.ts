import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import { sweepHere } from './sweep-host';

// A thread of `sim sweep`; bundled beside main.mjs.
if (parentPort === null) throw new Error('sweep-thread: started as no thread');
expose(sweepHere(), parentPort as unknown as MessagePort);
