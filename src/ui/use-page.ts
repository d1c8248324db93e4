import { useEffect } from 'react';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { lettersOf } from '../store/page';
import { coloursOf } from '../store/prefs';
import { syncUrl } from '../store/url-sync';
import { showTextSize, useHallLetters } from './text-size';
import { useMedia } from './use-media';

/** What the page as a document says: its language, title, theme, address, and whether it is at rest. */
export function usePage(): void {
  const m = useMessages().shell;
  const locale = useApp((s) => s.locale);
  const view = useApp((s) => s.view);
  const theme = useApp((s) => s.theme);
  const reducedMotion = useApp((s) => s.reducedMotion);
  const followSystem = useApp((s) => s.followSystem);
  const contrast = useApp((s) => s.contrast);
  const letters = useApp(lettersOf);
  const path = useApp((s) => s.info?.scenario.vms[0]?.path);
  const idle = useApp((s) => !s.busy && !s.playing && (s.info !== null || s.failure !== null));
  const presenting = useApp((s) => s.presenting);
  const systemDark = useMedia('(prefers-color-scheme: dark)');

  useEffect(() => {
    document.documentElement.lang = locale === 'zh-CN' ? 'zh-CN' : 'en';
  }, [locale]);
  useEffect(() => {
    document.title = path === undefined ? m.name : m.title(m.paths[path]);
  }, [m, path]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = coloursOf(theme, systemDark);
  }, [theme, systemDark]);
  const systemLess = useMedia('(prefers-reduced-motion: reduce)');
  const systemMore = useMedia('(prefers-contrast: more)');
  useEffect(() => {
    followSystem(systemLess);
  }, [followSystem, systemLess]);
  useEffect(() => {
    const more = contrast === 'more' || systemMore;
    document.documentElement.dataset['contrast'] = more ? 'more' : 'usual';
  }, [contrast, systemMore]);
  useHallLetters(presenting);
  useEffect(() => {
    showTextSize(letters);
  }, [letters]);
  useEffect(() => {
    document.documentElement.dataset['motion'] = reducedMotion ? 'reduced' : 'full';
  }, [reducedMotion]);
  useEffect(() => {
    document.documentElement.dataset['present'] = String(presenting);
  }, [presenting]);
  useEffect(() => {
    const root = document.documentElement;
    root.dataset['idle'] = 'false';
    if (!idle) return;
    // Two frames: one in which React commits, one in which canvases paint; more while a view is loaded.
    const settle = () => {
      if (document.querySelector('[data-loading]') === null) root.dataset['idle'] = 'true';
      else frame = requestAnimationFrame(settle);
    };
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(settle);
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [idle, view]);
  useEffect(() => syncUrl(), []);
  useEffect(() => {
    const root = document.documentElement;
    const size = new ResizeObserver(() => {
      useApp.setState({ bar: Math.max(0, innerWidth - root.clientWidth) });
    });
    size.observe(root);
    return () => {
      size.disconnect();
    };
  }, []);
}
