import type { OpenResult } from '../worker/api';
import type { Ask, Set } from './ask';
import { MODEL_VERSION } from '../worker/vocabulary';
import { looksLikeDump } from './dump';
import { textOf } from './file-text';
import type { Notice } from './notice';
import { withCapture } from './replay';
import type { Editable } from './run';

/** Files larger than this are refused before they are read. */
export const MAX_FILE_BYTES = 64 * 2 ** 20;

/** First four bytes of pcap (both byte orders, µs and ns) and pcapng. */
const CAPTURE_MAGIC: readonly number[] = [
  0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1, 0x0a0d0d0a,
];
const CAPTURE_NAME = /\.(?:pcap|pcapng|cap|ntar)$/iu;

export type NamedBlob = Blob & { readonly name: string };

export interface Files {
  readonly openText: (text: string, name: string) => Promise<void>;
  readonly openCapture: (file: NamedBlob) => Promise<void>;
  readonly openFile: (file: NamedBlob) => Promise<void>;
}

interface Means {
  readonly set: Set;
  readonly ask: Ask;
  readonly edit: (patch: (input: Editable) => Editable) => Promise<OpenResult | null>;
  readonly open: (text: string) => Promise<OpenResult | null>;
  /** Shows what a dump holds. */
  readonly openDump: (text: string, name: string) => void;
  /** Shows a lesson, or what is wrong with it. */
  readonly openLesson: (name: string) => void;
}

/** How a file of a demo begins. */
const DEMO = /^\s*\{\s*"format"\s*:\s*"sriov-lab-demo"/u;

/** How a file of a lesson is called, or begins. */
const LESSON_NAME = /\.(?:md|markdown)$/iu;
const LESSON = /^---\r?\nid:/u;

/** What the file is, by its content first and its name second. */
export function looksLikeCapture(head: Uint8Array, name: string): boolean {
  if (head.length >= 4) {
    const magic = new DataView(head.buffer, head.byteOffset).getUint32(0);
    if (CAPTURE_MAGIC.includes(magic)) return true;
  }
  const mark = (head[0] ?? 0) * 256 + (head[1] ?? 0);
  if (mark === 0xfffe || mark === 0xfeff) return false;
  const first = head.find((byte) => byte > 0x20);
  if (first === 0x7b || first === 0x5b) return false;
  return CAPTURE_NAME.test(name) || head.includes(0);
}

/** What was made with another version of the model may show other figures here. */
function openedNotice(name: string, made: string | undefined): Notice {
  if (made === undefined || made === MODEL_VERSION) return { kind: 'scenario-opened', name };
  return { kind: 'other-model', name, made };
}

export function createFiles({ set, ask, edit, open, openDump, openLesson }: Means): Files {
  const refuseLarge = (file: NamedBlob): boolean => {
    if (file.size <= MAX_FILE_BYTES) return false;
    set({
      notice: { kind: 'too-large', name: file.name, bytes: file.size, most: MAX_FILE_BYTES },
    });
    return true;
  };

  const bytesOf = async (file: NamedBlob): Promise<Uint8Array<ArrayBuffer> | null> => {
    try {
      return new Uint8Array(await file.arrayBuffer());
    } catch {
      // A folder was dropped, or the file went away.
      set({ notice: { kind: 'unreadable', name: file.name } });
      return null;
    }
  };

  const scenario = async (text: string, name: string) => {
    const result = await open(text);
    if (result === null) return;
    // The issues stand in the notice, with the name of the file.
    set(
      result.ok
        ? { notice: openedNotice(name, result.madeWith) }
        : { issues: [], notice: { kind: 'scenario-refused', name, issues: result.issues } },
    );
  };

  const capture = async (bytes: Uint8Array<ArrayBuffer>, name: string) => {
    const read = await ask(null, (sim) => sim.readCapture(bytes, name));
    if (read === null) return;
    if (!read.ok) {
      set({ notice: { kind: 'capture-refused', name, issue: read.issue } });
      return;
    }
    const result = await edit((input) => withCapture(input, read.replay));
    if (result === null) return;
    const frames = read.replay.frames.length;
    set(
      result.ok
        ? { notice: { kind: 'capture-opened', name, frames, warnings: read.warnings } }
        : { issues: [], notice: { kind: 'scenario-refused', name, issues: result.issues } },
    );
  };

  const openDemo = async (text: string, name: string) => {
    const { openDemoText } = await import('./demo-desk');
    set({ notice: openDemoText(text, name) });
  };

  const lesson = async (file: NamedBlob) => {
    const { takeFile } = await import('./own-lessons');
    const taken = await takeFile(file);
    openLesson(taken.kind === 'ready' ? taken.lesson.id : taken.name);
  };

  return {
    openText: scenario,
    openCapture: async (file) => {
      if (refuseLarge(file)) return;
      const bytes = await bytesOf(file);
      if (bytes !== null) await capture(bytes, file.name);
    },
    openFile: async (file) => {
      if (refuseLarge(file)) return;
      const bytes = await bytesOf(file);
      if (bytes === null) return;
      if (looksLikeCapture(bytes.subarray(0, 512), file.name)) {
        await capture(bytes, file.name);
        return;
      }
      const text = textOf(bytes);
      if (DEMO.test(text.slice(0, 1_000))) await openDemo(text, file.name);
      else if (looksLikeDump(text)) openDump(text, file.name);
      else if (LESSON.test(text) || LESSON_NAME.test(file.name)) await lesson(file);
      else await scenario(text, file.name);
    },
  };
}
