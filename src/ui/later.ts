import { lazy } from 'react';
import type { ComponentType } from 'react';
import { loadMessages } from '../i18n';
import { useApp } from '../store';

/** Loads a part of the page when it is first shown, with its words. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>) {
  return lazy(async () => {
    const [part] = await Promise.all([load(), loadMessages(useApp.getState().locale)]);
    return { default: part };
  });
}
