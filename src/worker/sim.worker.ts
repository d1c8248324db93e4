import { expose } from 'comlink';
import type { SimApi } from './api';
import { createSim } from './sim';

const api = createSim() satisfies SimApi;
expose(api);
