import { lab, useApp } from '../../store';
import { createForks } from '../../store/forks';
import { history } from '../undo/page-history';

/** The futures that are kept on this page. */
export const forks = createForks({ lab, useApp }, history);
