/** The thread that tries and prints lessons; who asks for it closes it. */
export { connectLessonDesk } from '../worker/lesson-desk-client';
