import { lazy } from 'react';
import type { ComponentType } from 'react';
import { loadMessages } from '../i18n';
import { useApp } from '../store';

const parts: (() => Promise<unknown>)[] = [];

/** Loads a part of the page when it is first shown, with its words. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>) {
  parts.push(load);
  return lazy(async () => {
    const [part] = await Promise.all([load(), loadMessages(useApp.getState().locale)]);
    return { default: part };
  });
}

/** Loads every part now, those of parts too, before the network goes away. False: some could not be had. */
export async function loadAll(): Promise<boolean> {
  let whole = true;
  for (let known = 0; known < parts.length;) {
    const batch = parts.slice(known);
    known = parts.length;
    const settled = await Promise.allSettled(batch.map((load) => load()));
    whole &&= settled.every(({ status }) => status === 'fulfilled');
  }
  return whole;
}
