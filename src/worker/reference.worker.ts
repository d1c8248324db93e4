import { expose } from 'comlink';
import { createReference } from './reference';

expose(createReference());
