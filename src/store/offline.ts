import { Workbox } from 'workbox-window';
import { create } from 'zustand';
import { tellOfNewer } from './newer';
import { recall, remember } from './storage';
import { flushUrl } from './url-sync';
import { useApp } from '.';

/** How this browser keeps the lab. */
interface Offline {
  /** All of it is here. */
  readonly kept: boolean;
  /** A newer version is loaded: goes over to it, which reloads the page. */
  readonly renew: (() => Promise<void>) | null;
  /** The browser offers to install the page as an app. */
  readonly install: (() => Promise<void>) | null;
}

export const useOffline = create<Offline>()(() => ({ kept: false, renew: null, install: null }));

/** Chromium's, of which the DOM's types know nothing. */
interface InstallEvent extends Event {
  readonly prompt: () => Promise<unknown>;
}

const SAID = 'offline';
/** How often a page that stays open asks for a newer version, wall ms. */
const ASK_MS = 3_600_000;
/** How long the newer version may take to take over, wall ms. */
const TAKE_OVER_MS = 4_000;

/**
 * Keeps the lab in this browser, once it has begun. Where that is refused, the page is what it is without, and nobody need hear of it.
 */
export async function keepOffline(begun: Promise<unknown>): Promise<void> {
  awaitOffer();
  await begun;
  if (!window.isSecureContext || window.origin === 'null' || !('serviceWorker' in navigator))
    return;
  // Some megabytes, which somebody who pays for each did not ask for.
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true) return;
  const worker = new Workbox('./service-worker.js');
  /** The learner asked for it here, not in another window of the lab. */
  let isAsked = false;
  let isKept = navigator.serviceWorker.controller !== null;
  worker.addEventListener('waiting', () => {
    offer(async () => {
      isAsked = true;
      await flushUrl();
      worker.messageSkipWaiting();
      // Another window may have gone over to it in between.
      setTimeout(reload, TAKE_OVER_MS);
    });
  });
  worker.addEventListener('controlling', () => {
    if (isAsked) reload();
    // Another window went over to it; this one has the older scripts.
    else if (isKept) offer(() => flushUrl().then(reload));
    isKept = true;
  });
  try {
    await worker.register({ immediate: true });
    await navigator.serviceWorker.ready;
  } catch {
    return;
  }
  useOffline.setState({ kept: true });
  sayOnce();
  askAgain(worker);
}

function awaitOffer(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    // The browser's own bar would stand over the page; ours is where files are kept.
    event.preventDefault();
    const install = async () => {
      // An offer can be taken up once.
      useOffline.setState({ install: null });
      await (event as InstallEvent).prompt();
    };
    useOffline.setState({ install });
  });
  window.addEventListener('appinstalled', () => {
    useOffline.setState({ install: null });
  });
}

function offer(renew: () => Promise<void>): void {
  const isKnown = useOffline.getState().renew !== null;
  useOffline.setState({ renew });
  if (!isKnown) tellOfNewer(useApp);
}

function reload(): void {
  window.location.reload();
}

/** In passing: where something else is to be read, or an audience is, not at all. */
function sayOnce(): void {
  const { notice, presenting } = useApp.getState();
  if (notice !== null || presenting) return;
  if (recall(SAID, ['said']) !== null || !remember(SAID, 'said')) return;
  useApp.setState({ notice: { kind: 'kept-offline' } });
}

function askAgain(worker: Workbox): void {
  let asked = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - asked < ASK_MS) return;
    asked = performance.now();
    worker.update().catch(() => undefined);
  });
}
