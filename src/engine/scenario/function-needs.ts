import type { FunctionKind } from './function-kinds';

/** A card of the lab's that has a kind; what every card has needs none. */
const CARD_OF: Readonly<Record<FunctionKind, string | null>> = {
  vf: null,
  'vdpa-vf': 'nvidia-connectx7',
  'vdpa-sf': 'nvidia-connectx7',
  adi: 'intel-e810',
  sf: 'nvidia-connectx7',
};

/**
 * What a scenario must say for a guest to be given a kind, by its place there: a card that has it, where the present one has
 * not, and PASIDs in the IOMMU, if it has one.
 */
export function neededFor(kind: FunctionKind, isHere: boolean): Readonly<Record<string, unknown>> {
  const card = isHere ? null : CARD_OF[kind];
  return {
    ...(card === null ? {} : { 'nic.device': card }),
    ...(kind === 'adi' ? { 'host.scalableMode': true } : {}),
  };
}
