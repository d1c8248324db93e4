import { PATH_IDS } from '../../engine/scenario/scenario';
import {
  MAX_DEVICES,
  MAX_DUMP_CHARS,
  MAX_EDITS,
  MAX_GROUPS,
  MAX_VMS,
} from '../../engine/scenario/schema';
import { LONGEST_LINE, LONGEST_SCENARIO, MOST_STEPS } from '../../embed/protocol';
import { MAX_CAPTURE_BYTES, MAX_FRAMES } from '../../formats/capture/capture';
import { NAMED } from '../../embed/lines';
import { formatBytes, formatCount } from '../../i18n/format';
import { MAX_LESSON_CHARS } from '../../lessons/read/blocks';
import { MAX_FILE_BYTES } from '../../store/files';
import { MAX_UNPACKED_BYTES } from '../../store/url-packed';
import type { Figures } from '../markdown';

const size = (bytes: number) => formatBytes(bytes).replace(/\.0+ /u, ' ');

/** Bounds that the pages mention, `{{limit.guests}}`, from where they are kept. */
export const FIGURES: Figures = {
  'limit.guests': String(MAX_VMS),
  'limit.groups': String(MAX_GROUPS),
  'limit.devices': String(MAX_DEVICES),
  'limit.edits': String(MAX_EDITS),
  'limit.dump': size(MAX_DUMP_CHARS),
  'limit.file': size(MAX_FILE_BYTES),
  'limit.link': size(MAX_UNPACKED_BYTES),
  'limit.capture': size(MAX_CAPTURE_BYTES),
  'limit.frames': formatCount(MAX_FRAMES),
  'limit.lesson': size(MAX_LESSON_CHARS),
  'limit.message': formatCount(LONGEST_SCENARIO),
  'limit.line': formatCount(LONGEST_LINE),
  'limit.steps': formatCount(MOST_STEPS),
  'embed.tools': ['HTML', ...Object.values(NAMED)].join(', '),
  'count.paths': String(PATH_IDS.length),
};
