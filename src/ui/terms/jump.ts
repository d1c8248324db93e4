import type { Jump } from '../../glossary';
import { lab, useApp } from '../../store';
import { PRESETS } from '../../store/presets';
import { NOTHING, writeUrl } from '../../store/url';
import { FACT_KINDS } from '../../store/vocabulary';
import type { Selection, Topology } from '../../store/vocabulary';

const VM_EXIT = FACT_KINDS.indexOf('vm-exit');
/** In a vm-exit's `b`: nothing but idling caused it. */
const IDLE_BIT = 0b1_0000;
/** As far as an exit is looked for, simulated ps. */
const LOOK_PS = 5e9;

/** Opens what shows a term: the example, its view, its part, its moment. */
export async function openJump({ example, view, part, at }: Jump, name: string): Promise<void> {
  await useApp.getState().openPreset(example, name);
  const { info, setView, select, pause, seek } = useApp.getState();
  if (info === null) return;
  setView(view);
  const found = part === undefined ? null : placeOf(info.topology, part);
  if (found !== null) select(found);
  if (at === undefined) return;
  pause();
  const to = Math.min(LOOK_PS, info.end);
  const window = await lab.ask(info.run, (sim) => sim.window(info.run, 0, to));
  if (window === null) return;
  const { kind, vm, b, time } = window.facts;
  const first = kind.findIndex(
    (each, i) => each === VM_EXIT && vm[i] === 0 && ((b[i] ?? 0) & IDLE_BIT) === 0,
  );
  if (first >= 0) seek(time[first] ?? 0);
}

/** A part of that kind, of the first guest where each has its own; null where there is none. */
export function placeOf({ places }: Topology, part: string): Selection | null {
  const place = places.findIndex(({ kind }) => kind === part);
  return place < 0 ? null : { kind: 'place', place };
}

/** The address of the same in a page of its own. */
export function addressOf({ example, view }: Jump): Promise<string> {
  const { locale, theme } = useApp.getState();
  return writeUrl({
    ...NOTHING,
    scenarioInput: structuredClone(PRESETS[example]) as Record<string, unknown>,
    beside: example === 'first-screen' ? null : 'none',
    view,
    lang: locale,
    theme: theme === 'auto' ? null : theme,
  });
}
