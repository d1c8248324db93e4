import { useEffect, useState } from 'react';
import { useApp } from '../store';
import { useMedia } from './use-media';

export interface Panels {
  readonly setUp: boolean;
  readonly inspector: boolean;
}

/**
 * The stage keeps 60 % of the page: both panels only where that leaves as much. Below 1400 px one at a time,
 * on phones none until asked for.
 */
const ROOMY = '(width >= 110rem)';
const WIDE = '(width >= 87.5rem)';
const PHONE = '(width < 40rem)';
const STACKED = '(width < 60rem)';

/** Which of the panels are unfolded; a selection unfolds the inspector. */
export function usePanels(): {
  readonly panels: Panels;
  readonly toggle: (name: keyof Panels) => void;
} {
  const roomy = useMedia(ROOMY);
  const wide = useMedia(WIDE);
  const stacked = useMedia(STACKED);
  const phone = useMedia(PHONE);
  const both = (wide || stacked) && !phone;
  const [chosen, setChosen] = useState<Panels | null>(null);
  const embed = useApp((s) => s.embed);
  const presenting = useApp((s) => s.presenting);
  const learning = useApp((s) => s.lesson !== null && !s.hide.has('lesson'));
  const standard: Panels = {
    setUp: learning || (!phone && !embed && !presenting),
    inspector: (roomy || stacked) && !phone && !embed && !presenting,
  };
  // What was open on a wide page may not fit a narrow one.
  const panels =
    chosen === null
      ? standard
      : both || !chosen.setUp
        ? chosen
        : { ...chosen, setUp: !chosen.inspector };

  // A lesson that is opened is seen, and who presents has the room for the picture, whatever was folded before.
  useEffect(
    () =>
      useApp.subscribe(
        (s) => `${String(s.lesson !== null)} ${String(s.presenting)}`,
        () => {
          setChosen(null);
        },
      ),
    [],
  );

  useEffect(
    () =>
      useApp.subscribe(
        (s) => s.selected,
        (selected) => {
          // The PCIe view tells about a selected function itself.
          const { view, lesson, presenting: lit } = useApp.getState();
          // Nor does it take room from the picture where the light is put on a part.
          if (selected === null || phone || view === 'pcie' || lit) return;
          // Nor does it push a lesson aside.
          if (lesson !== null && !both) return;
          setChosen((now) => ({ setUp: both && (now ?? { setUp: true }).setUp, inspector: true }));
        },
      ),
    [both, phone],
  );

  return {
    panels,
    toggle: (name) => {
      const next = { ...panels, [name]: !panels[name] };
      const other = name === 'setUp' ? 'inspector' : 'setUp';
      setChosen(both || !next[name] ? next : { ...next, [other]: false });
    },
  };
}
