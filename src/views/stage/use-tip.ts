import { useCallback, useEffect, useRef, useState } from 'react';
import { TIP_ID, type Pointer } from '../../scene/PartTip';

/** Around the tip, so that the pointer can go to it. */
const AROUND_PX = 10;
const NOTHING = -1;

/**
 * What the tip is about, and how that changes. It stays while the pointer is on its way to it and over it, goes with Escape,
 * and does not come between the pointer and what is under it. After a tap it stays until the next one.
 */
export function useTip(): readonly [number, (place: number, by?: Pointer) => void] {
  const [pointed, setPointed] = useState(NOTHING);
  const under = useRef(NOTHING);
  const held = useRef(false);
  const point = useCallback((place: number, by?: Pointer) => {
    if (by !== undefined) under.current = place;
    const lifted = by?.pointerType === 'touch' && place === NOTHING;
    held.current = by !== undefined && (lifted || isOver(by));
    if (!held.current) setPointed(place);
  }, []);
  useEffect(() => {
    if (pointed === NOTHING) return;
    const dismiss = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setPointed(NOTHING);
    };
    const leave = (event: PointerEvent) => {
      if (!held.current || isOver(event)) return;
      held.current = false;
      setPointed(under.current);
    };
    document.addEventListener('keydown', dismiss);
    document.addEventListener('pointermove', leave);
    document.addEventListener('pointerdown', leave);
    return () => {
      document.removeEventListener('keydown', dismiss);
      document.removeEventListener('pointermove', leave);
      document.removeEventListener('pointerdown', leave);
    };
  }, [pointed]);
  return [pointed, point];
}

function isOver({ clientX, clientY }: Pointer): boolean {
  const box = document.getElementById(TIP_ID)?.getBoundingClientRect();
  return (
    box !== undefined &&
    clientX > box.left - AROUND_PX &&
    clientX < box.right + AROUND_PX &&
    clientY > box.top - AROUND_PX &&
    clientY < box.bottom + AROUND_PX
  );
}
