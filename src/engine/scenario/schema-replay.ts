import * as v from 'valibot';
import * as allowed from './allowed';
import { whole } from './schema-parts';

const MAX_REPLAY_FRAMES = 20_000;
const MAX_REPLAY_MACS = 2 * MAX_REPLAY_FRAMES;
/** A replay lasts at most as long as the longest run: 10 s in ns. */
const MAX_REPLAY_NS = 10_000_000_000;

/** Ethernet frames without FCS: the shortest legal one, and 9000 bytes of payload plus the header. */
export const MIN_FRAME_BYTES = 60;
export const MAX_FRAME_BYTES = 9014;

const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;
const MAC_TEXT = 'a MAC address such as 52:54:00:12:34:56';

const MAX_FRAME_TEXT = 4 * Math.ceil(MAX_FRAME_BYTES / 3);
const FRAME_TEXT = `the frame's bytes as base64, at most ${String(MAX_FRAME_TEXT)} letters`;
/** Whole groups of four, and padding at the end alone: what does not match would not decode. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Frames of a capture. */
export const replay = v.strictObject(
  {
    name: v.pipe(v.string(allowed.TEXT), v.maxLength(255, 'text of at most 255 characters')),
    macs: v.pipe(
      v.array(v.pipe(v.string(MAC_TEXT), v.regex(MAC, MAC_TEXT)), allowed.list(MAX_REPLAY_MACS)),
      v.maxLength(MAX_REPLAY_MACS, allowed.list(MAX_REPLAY_MACS)),
    ),
    guest: whole(0, MAX_REPLAY_MACS - 1),
    frames: v.pipe(
      v.array(
        v.strictObject(
          {
            at: whole(0, MAX_REPLAY_NS),
            bytes: whole(MIN_FRAME_BYTES, MAX_FRAME_BYTES),
            src: whole(0, MAX_REPLAY_MACS - 1),
            dst: whole(0, MAX_REPLAY_MACS - 1),
            data: v.exactOptional(
              v.pipe(
                v.string(FRAME_TEXT),
                v.maxLength(MAX_FRAME_TEXT, FRAME_TEXT),
                v.regex(BASE64, FRAME_TEXT),
              ),
            ),
          },
          allowed.OBJECT,
        ),
        allowed.list(MAX_REPLAY_FRAMES),
      ),
      v.maxLength(MAX_REPLAY_FRAMES, allowed.list(MAX_REPLAY_FRAMES)),
    ),
  },
  allowed.OBJECT,
);
