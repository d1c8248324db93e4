import { expose } from 'comlink';
import { createSweep } from './sweep';

expose(createSweep());
