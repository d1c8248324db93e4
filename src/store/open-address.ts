import { lanesOfFutures } from './lanes-of-futures';
import { partOf, partProblem, selectionOf } from './part';
import { lateProblem, NOTHING, problemOf, readUrl, writeUrl } from './url';
import type { UrlProblem } from './url';
import { DEFAULT_LANES } from './url-lanes';
import { shownState } from './url-sync';
import { lab, useApp } from '.';

const PS_PER_MS_AT_REAL_TIME = 1e9;

/** What is on the stage now as an address that another page, or this one later, opens: who looks at it and how is left out. */
export async function addressOfMoment(): Promise<string | null> {
  const state = await shownState();
  const { info, selected } = useApp.getState();
  if (state === null || info === null) return null;
  const { scenarioInput, beside, compare, t, speed, view, docked } = state;
  return writeUrl({
    ...NOTHING,
    // A quest's host too: a moment is about what is seen.
    scenarioInput:
      state.quest === null ? scenarioInput : (info.scenarioInput as typeof scenarioInput),
    beside: state.quest === null ? beside : (useApp.getState().beside ?? 'none'),
    compare,
    t,
    speed,
    view,
    docked,
    part: partOf(selected, info.topology),
  });
}

/** The scenario that was last opened from here, and the run it became: its other moments need no new run. */
let open: { readonly key: string; readonly run: number } | null = null;
let latest = 0;
/** Runs that were asked for and are not on the page yet: what is there is not what will be. */
let awaited = 0;

/**
 * Shows what such an address says, on the page as it is: nothing is loaded anew. What was not followed; a host that is
 * refused leaves the page as it was. Null: another address was opened meanwhile.
 */
export async function openAddress(address: string): Promise<readonly UrlProblem[] | null> {
  latest += 1;
  const mine = latest;
  const [search = '', hash = ''] = address.split('#', 2);
  const { problems, ...url } = await readUrl(search, hash);
  if (mine !== latest) return null;
  const before = useApp.getState();
  const beside = url.beside === 'none' ? null : (url.beside ?? 'emulated');
  const key = JSON.stringify([url.scenarioInput, beside]);
  const cursor = url.t ?? 0;
  const rate = url.speed === null ? {} : { rate: url.speed * PS_PER_MS_AT_REAL_TIME };
  if (awaited === 0 && open?.key === key && open.run === before.info?.run) {
    before.pause();
    before.seek(cursor);
  } else {
    const was = before.beside;
    useApp.setState({ beside, playing: false, stopAt: null, heldAt: null, quest: null });
    const placement = { cursor, start: 'paused', chooseRate: url.speed === null } as const;
    awaited += 1;
    const result = await lab.open(structuredClone(url.scenarioInput), placement);
    awaited -= 1;
    if (mine !== latest) return null;
    if (result?.ok !== true) {
      useApp.setState({ beside: was, issues: [] });
      return [...problems, ...(result?.issues ?? []).map(problemOf)];
    }
    open = { key, run: result.info.run };
  }
  const lanes = url.compare === 'futures' ? await lanesOfFutures() : url.compare;
  const { info } = useApp.getState();
  if (info === null) return problems;
  const selected = url.part === null ? null : selectionOf(url.part, info.topology);
  useApp.setState({
    ...rate,
    rateByHand: url.speed !== null,
    lanes: lanes ?? DEFAULT_LANES,
    view: url.view ?? 'stage',
    docked: url.docked,
    selected,
  });
  return [
    ...problems,
    ...(url.part !== null && selected === null ? [partProblem(url.part)] : []),
    ...(cursor > info.end ? [lateProblem(cursor, info.end)] : []),
  ];
}
