export { FORK_PLACE, pastOf } from '../engine/scenario/fork';
