import { lazy, useEffect } from 'react';
import type { ComponentType } from 'react';
import { loadMessages } from '../i18n';
import { useApp } from '../store';

const parts: (() => Promise<unknown>)[] = [];

/**
 * Loads a part of the page when it is first shown, with its words. One that cannot be had (no network; a server that has a
 * newer page by now) leaves its place empty and is told of once for all; it is fetched anew when the reader asks for it.
 */
export function later<P extends object>(load: () => Promise<ComponentType<P>>) {
  parts.push(load);
  let missed = false;
  const fetchPart = () =>
    lazy(async () => {
      try {
        const [part] = await Promise.all([load(), loadMessages(useApp.getState().locale)]);
        missed = false;
        return { default: part };
      } catch (error) {
        missed = true;
        const why = error instanceof Error ? error.message : String(error);
        return { default: () => <Missing why={why} /> };
      }
    });
  let tried = 0;
  let Part = fetchPart();
  const partOf = (attempt: number) => {
    if (missed && attempt !== tried) Part = fetchPart();
    tried = attempt;
    return Part;
  };
  return function Late(props: P) {
    const Fetched = partOf(useApp((s) => s.attempt));
    // Closed and asked for again: that is an attempt too.
    useEffect(
      () => () => {
        tried = -1;
      },
      [],
    );
    return <Fetched {...props} />;
  };
}

/** Told of when its place is empty, not before. */
function Missing({ why }: { readonly why: string }) {
  useEffect(() => {
    useApp.getState().losePart(why);
  }, [why]);
  return null;
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
