import { SOURCE, VERSION } from './names';

/** Less is not worth a change of the host's layout, px. */
const LEAST_CHANGE = 2;

/**
 * Tells the host page how tall the lab is by nature, whatever its frame is now, in the words that hosts listen to: our own,
 * those of Canvas (`lti.frameResize`), of Open edX (`plugin.resize`), and of open-iframe-resizer, which asks first.
 */
export function followHeight(host: Window): void {
  const page = document.querySelector<HTMLElement>('[data-embed-height]');
  if (page !== null) {
    follow(page, host);
    return;
  }
  // What is loaded at once is here before the page is drawn.
  const drawn = new MutationObserver(() => {
    drawn.disconnect();
    followHeight(host);
  });
  drawn.observe(document.body, { childList: true, subtree: true });
}

function follow(page: HTMLElement, host: Window): void {
  let told = 0;
  let asked = 0;
  let held = false;

  const say = (message: unknown) => {
    host.postMessage(message, '*');
  };
  const size = () => ({
    width: Math.ceil(page.getBoundingClientRect().width),
    height: Math.ceil(page.getBoundingClientRect().height),
  });
  const tell = () => {
    asked = 0;
    const { width, height } = size();
    // Nothing moves under a pointer that is held down.
    if (held || height === 0 || Math.abs(height - told) < LEAST_CHANGE) return;
    told = height;
    say({ source: SOURCE, version: VERSION, event: 'resize', detail: { height } });
    say({ subject: 'lti.frameResize', height });
    say({ type: 'plugin.resize', payload: { height } });
    say({ type: 'iframe-resized', width, height });
  };
  const soon = () => {
    if (asked === 0) asked = requestAnimationFrame(tell);
  };

  new ResizeObserver(soon).observe(page);
  window.addEventListener('pointerdown', () => {
    held = true;
  });
  for (const end of ['pointerup', 'pointercancel']) {
    window.addEventListener(end, () => {
      held = false;
      soon();
    });
  }
  window.addEventListener('message', ({ source, data }) => {
    if (source !== host || typeof data !== 'object' || data === null) return;
    const { type } = data as { type?: unknown };
    if (type === 'iframe-child-init' || type === 'iframe-get-child-dimensions') {
      say({ type: 'iframe-resized', ...size() });
    }
  });
}
