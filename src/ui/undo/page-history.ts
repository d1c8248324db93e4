import { lab, useApp } from '../../store';
import { createHistory } from '../../store/history';

/** What was done on this page. */
export const history = createHistory({ lab, useApp });
export const { useHistory } = history;
