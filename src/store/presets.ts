export { PRESET_IDS, PRESETS } from '../worker/presets';
