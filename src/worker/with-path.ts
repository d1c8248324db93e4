export { withPath } from '../engine/scenario/with-path';
