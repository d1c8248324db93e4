// embed.js: defines <sriov-lab>, a frame with the lab in it that is as tall as the lab.
import { EVENTS, SOURCE, VERSION, type EventName, type Refusal } from './names';

/**
 * Attributes that speak of the element itself and not of what it shows: HTML's own, and those of frameworks (`data-v-1`,
 * `_ngcontent-c1`, `:key`), since a parameter's name is letters alone.
 */
const OWN =
  /[^a-z]|^(?:id|class|style|title|hidden|slot|part|exportparts|is|tabindex|accesskey|autofocus|role|dir|draggable|inert|nonce|popover|spellcheck|translate|item[a-z]+|base|height|width|loading|on[a-z]+)$/u;
/** Before the lab has said how tall it is, px. */
const FIRST_HEIGHT = 520;
// As wide as there is room, also where the page around lays out boxes by what is in them.
const STYLE =
  ':host{display:block;flex:1 1 auto;min-width:0;place-self:stretch}:host([hidden]){display:none}iframe{display:block;width:100%;border:0}';

/** Where the lab lies: beside this script. */
const home = new URL(
  './',
  (document.currentScript as HTMLScriptElement | null)?.src ?? location.href,
);

interface Asked {
  readonly settle: (result: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** What a host page gets where the lab refuses: `code` is one of a few, `message` for its author. */
class LabError extends Error {
  readonly code: string;
  constructor({ code, message }: Refusal) {
    super(message);
    this.name = 'SriovLabError';
    this.code = code;
  }
}

class SriovLabElement extends HTMLElement {
  readonly #frame = document.createElement('iframe');
  readonly #asked = new Map<number, Asked>();
  #waiting: (() => void)[] = [];
  #next = 1;
  #ready = false;
  #drawn = false;
  readonly #changes = new MutationObserver(() => {
    this.#open();
  });

  constructor() {
    super();
    // Not as an element: policies of host pages allow no styles of others.
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    this.#frame.loading = 'lazy';
    this.#frame.allow = 'fullscreen; clipboard-write';
    this.#frame.referrerPolicy = 'strict-origin-when-cross-origin';
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [style];
    shadow.append(this.#frame);
  }

  connectedCallback(): void {
    window.addEventListener('message', this.#hear);
    this.#changes.observe(this, { attributes: true });
    this.#open();
  }

  disconnectedCallback(): void {
    window.removeEventListener('message', this.#hear);
    this.#changes.disconnect();
    this.#ready = false;
    this.#forget('the element was taken out of the page');
    this.#frame.removeAttribute('src');
  }

  /** Opens a scenario (an object as in a scenario file); rejects with what is wrong in it. */
  load(scenario: object): Promise<unknown> {
    return this.#ask('load', { scenario });
  }
  play(): Promise<unknown> {
    return this.#ask('play');
  }
  pause(): Promise<unknown> {
    return this.#ask('pause');
  }
  /** So many steps, back where negative. */
  step(n = 1): Promise<unknown> {
    return this.#ask('step', { n });
  }
  /** To a moment: `'12.5us'`, or nanoseconds. */
  seek(t: number | string): Promise<unknown> {
    return this.#ask('seek', { t });
  }
  /** Of the whole run, or up to the moment shown. */
  metrics(at: 'end' | 'now' = 'end'): Promise<unknown> {
    return this.#ask('metrics', { at });
  }
  /** Runs a line in the simulated host's shell: `{ status, stdout, stderr }`. */
  exec(commandLine: string): Promise<unknown> {
    return this.#ask('exec', { commandLine });
  }

  #open(): void {
    const address = new URL(this.getAttribute('base') ?? '', home);
    // Only a page can be framed: a script's address would run here.
    if (
      address.protocol !== 'https:' &&
      address.protocol !== 'http:' &&
      address.protocol !== 'file:'
    ) {
      return;
    }
    for (const { name, value } of this.attributes) {
      // A scenario that no parameters can tell is the address's own `#s=`.
      if (name === 's') address.hash = `s=${value}`;
      else if (!OWN.test(name)) address.searchParams.set(name, value);
    }
    address.searchParams.set('embed', '1');
    this.#frame.title = this.getAttribute('title') ?? 'SR-IOV Lab';
    const height = Number(this.getAttribute('height'));
    if (height > 0) this.#frame.style.height = `${String(height)}px`;
    else if (!this.#drawn) this.#frame.style.height = `${String(FIRST_HEIGHT)}px`;
    if (this.#frame.src === address.href) return;
    this.#ready = false;
    this.#forget('another page was opened');
    this.#frame.src = address.href;
  }

  readonly #hear = ({ source, data }: MessageEvent<unknown>): void => {
    if (source !== this.#frame.contentWindow || typeof data !== 'object' || data === null) return;
    const said = data as Record<string, unknown>;
    if (said['source'] !== SOURCE || said['version'] !== VERSION) return;
    const { id, event } = said;
    if (typeof id === 'number') this.#answered(id, said);
    else if (EVENTS.includes(event as EventName))
      this.#happened(event as EventName, said['detail']);
  };

  #answered(id: number, said: Record<string, unknown>): void {
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    this.#asked.delete(id);
    if (said['error'] === undefined) asked.settle(said['result']);
    else asked.fail(new LabError(said['error'] as Refusal));
  }

  #happened(event: EventName, detail: unknown): void {
    if (event === 'resize') {
      const { height } = detail as { height: number };
      this.#drawn = true;
      if (!this.hasAttribute('height')) this.#frame.style.height = `${String(height)}px`;
      return;
    }
    if (event === 'ready') {
      this.#ready = true;
      this.#post('hello', undefined, { settle: () => {}, fail: () => {} });
      for (const go of this.#waiting.splice(0)) go();
    }
    this.dispatchEvent(new CustomEvent(event, { detail }));
  }

  /** As soon as the lab is there. */
  #ask(method: string, params?: object): Promise<unknown> {
    // An attribute that was set just before counts already.
    if (this.#changes.takeRecords().length > 0) this.#open();
    return new Promise((settle, fail) => {
      const go = () => {
        this.#post(method, params, { settle, fail });
      };
      if (this.#ready) go();
      else this.#waiting.push(go);
    });
  }

  #post(method: string, params: object | undefined, asked: Asked): void {
    const id = this.#next++;
    this.#asked.set(id, asked);
    const message = { source: SOURCE, version: VERSION, id, method, params };
    // A sandboxed frame has no origin that could be named; the message holds nothing but what this page asks for.
    try {
      this.#frame.contentWindow?.postMessage(message, '*');
    } catch (error) {
      this.#asked.delete(id);
      const message = `${method}: params: found what cannot be sent: ${String(error)}`;
      asked.fail(new LabError({ code: 'bad-params', message }));
    }
  }

  #forget(why: string): void {
    const error = new LabError({ code: 'not-now', message: why });
    for (const { fail } of this.#asked.values()) fail(error);
    this.#asked.clear();
  }
}

if (customElements.get('sriov-lab') === undefined) {
  customElements.define('sriov-lab', SriovLabElement);
}
