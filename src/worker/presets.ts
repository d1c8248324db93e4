/** Examples, apart from the other words: the first picture does not wait for them. */
export { PRESET_IDS, PRESETS } from '../engine/scenario/presets';
