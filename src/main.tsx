// First, so that the order of the layers is theirs.
import './ui/tokens.css';
import './ui/base.css';
import './ui/forced-colors.css';
import { StrictMode, Suspense, type ComponentProps } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { firstMessages } from './i18n';
import { MessagesProvider } from './i18n/react';
import { useApp } from './store';
import { readAddress } from './store/boot';
import { showTextSize } from './ui/text-size';
import { lettersOf } from './store/page';
import { coloursOf } from './store/prefs';
import { holdInMemory } from './store/storage';
import { readKiosk } from './store/url-values';
import { later } from './ui/later';

const Kiosk = later(async () => (await import('./ui/Kiosk')).Kiosk);

interface Props {
  readonly initial: Awaited<ReturnType<typeof firstMessages>>;
  /** For everybody who comes by: null where it is one person's. */
  readonly kiosk: ComponentProps<typeof Kiosk> | null;
}

function Page({ initial, kiosk }: Props) {
  const locale = useApp((s) => s.locale);
  return (
    <MessagesProvider locale={locale} initial={initial}>
      <App />
      {kiosk !== null && (
        <Suspense>
          <Kiosk {...kiosk} />
        </Suspense>
      )}
    </MessagesProvider>
  );
}

function showTheme(): void {
  const { theme } = useApp.getState();
  const systemDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset['theme'] = coloursOf(theme, systemDark);
}

const seen = (element: Element) =>
  new Promise<void>((settle) => {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      settle();
    });
    observer.observe(element);
  });

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  // Before anything is awaited, so that a dark page does not begin with a white one.
  showTheme();
  // Ten frames on one page cost little until they are seen.
  const query = new URLSearchParams(location.search);
  if (query.get('embed') === '1') await seen(document.documentElement);
  const after = readKiosk(query.get('kiosk') ?? '');
  const isKiosk = after !== null && query.get('embed') !== '1';
  const kiosk = isKiosk ? { after, address: location.href } : null;
  // Nothing of one visitor is left for the next.
  if (isKiosk) holdInMemory();
  const platform = query.get('lms');
  if (platform !== null) await (await import('./embed/lms/session')).beginLms(platform);
  const begin = await readAddress(window.matchMedia('(prefers-reduced-motion: reduce)').matches);
  showTheme();
  showTextSize(lettersOf(useApp.getState()));
  const messages = await firstMessages(useApp.getState().locale);
  createRoot(root).render(
    <StrictMode>
      <Page initial={messages} kiosk={kiosk} />
    </StrictMode>,
  );
  if (window.origin === 'null') void import('./ui/forms').then(({ tellForms }) => tellForms());
  if (useApp.getState().embed) void import('./embed/serve').then(({ serve }) => serve());
  const begun = begin();
  // Not in a frame: the browser would keep a copy for each site around it, and nobody there is asked about a newer one. Not in a
  // learning platform, whose machine may be another learner's tomorrow; and one file has nothing to fetch.
  if (
    import.meta.env.PROD &&
    !import.meta.env.VITE_SINGLE &&
    window.parent === window &&
    !useApp.getState().embed &&
    platform === null
  ) {
    void import('./store/offline')
      .then(({ keepOffline }) => keepOffline(begun))
      .catch(() => undefined);
  }
  await begun;
}

void start();
