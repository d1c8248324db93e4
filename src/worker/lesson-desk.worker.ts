import { expose } from 'comlink';
import { createLessonDesk } from './lesson-desk';

expose(createLessonDesk());
