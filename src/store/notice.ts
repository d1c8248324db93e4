import type { Issue, PathId } from '../engine/scenario/scenario';
import type { DemoIssue } from './demo';
import type { CaptureIssue } from '../worker/vocabulary';

/** What became of a file that was opened or dropped. */
export type Notice =
  | {
      readonly kind: 'capture-opened';
      readonly name: string;
      readonly frames: number;
      readonly warnings: readonly CaptureIssue[];
    }
  | { readonly kind: 'capture-refused'; readonly name: string; readonly issue: CaptureIssue }
  | { readonly kind: 'demo-opened'; readonly name: string; readonly moments: number }
  | { readonly kind: 'demo-refused'; readonly name: string; readonly issues: readonly DemoIssue[] }
  /** `name` is '' for a dump that was pasted. */
  | { readonly kind: 'dump-opened'; readonly name: string; readonly functions: number }
  /** `places` of the scenario were taken out of it, which this path has not. */
  | { readonly kind: 'path-taken'; readonly path: PathId; readonly places: readonly string[] }
  /** What was opened was made with that version of the model; `name` is '' for an address. */
  | { readonly kind: 'other-model'; readonly name: string; readonly made: string }
  | { readonly kind: 'scenario-opened'; readonly name: string }
  | { readonly kind: 'scenario-refused'; readonly name: string; readonly issues: readonly Issue[] }
  | {
      readonly kind: 'too-large';
      readonly name: string;
      readonly bytes: number;
      readonly most: number;
    }
  | { readonly kind: 'unreadable'; readonly name: string }
  /** Opened as an activity of a learning platform, and there is none that answers. */
  | { readonly kind: 'no-platform' }
  /** The whole lab is in this browser now. */
  | { readonly kind: 'kept-offline' }
  /** A newer version of the lab is loaded, and waits. */
  | { readonly kind: 'newer' };
