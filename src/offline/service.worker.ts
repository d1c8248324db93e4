import { clientsClaim, setCacheNameDetails } from 'workbox-core';
import { matchPrecache, precache } from 'workbox-precaching';
import { answerOf } from './answers';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: every file of it. */
declare const KEPT_FILES: readonly { readonly url: string; readonly revision: string | null }[];

const { scope } = self.registration;
const files = [...KEPT_FILES];
const kept = new Set(files.map(({ url }) => url));
setCacheNameDetails({ prefix: 'sriov-lab' });

// Fetched when this version is installed; what no version needs any more is deleted when it takes over.
precache(files);
// The visit that brought the lab goes on without a network, too.
clientsClaim();

self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  // Only when the learner asks for the newer version.
  if ((data as { readonly type?: unknown } | null)?.type === 'SKIP_WAITING') {
    void self.skipWaiting();
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const answer = answerOf(request, scope, kept);
  if (answer === 'nobody') return;
  const copy = () =>
    matchPrecache(
      request.mode === 'navigate' ? 'index.html' : (request.url.split(/[?#]/u)[0] ?? ''),
    );
  event.respondWith(
    answer === 'copy'
      ? copy().then((found) => found ?? fetch(request))
      : fetch(request).catch(async () => (await copy()) ?? Response.error()),
  );
});
