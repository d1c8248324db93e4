/** Several futures of one run, kept as tabs. */
export { FORK_PLACE, pastOf } from '../engine/scenario/fork';
