import type { en } from './en';
import type { Like } from './like';

/** What every language has to say; English is the one that defines it. */
export type Messages = Like<typeof en>;
