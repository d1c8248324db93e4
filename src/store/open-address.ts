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

/** Wall time for which the worker computes ahead before it looks at other questions, and for which it rests then. */
const AHEAD_MS = 12;
const REST_MS = 6;

/** The scenario that was last opened from here, and the run it became: its other moments need no new run. */
let open: { readonly key: string; readonly run: number } | null = null;
let latest = 0;
/** Runs that were asked for and are not on the page yet: what is there is not what will be. */
let awaited = 0;
let foreseen = 0;

/** Computes what an address will show as far as it will be needed, once the run on the page is done. Null: nothing any more. */
export async function foreseeAddress(address: string | null): Promise<void> {
  foreseen += 1;
  const mine = foreseen;
  const isMine = () => mine === foreseen;
  if (address === null) {
    await lab.askAside((sim) => sim.foresee(null, null));
    return;
  }
  const { scenarioInput, beside, t } = await readAddress(address);
  if (!isMine() || (await whenDone(isMine)) === null) return;
  // Another moment of the run on the page: it is there.
  if (open?.key === keyOf(scenarioInput, beside) && open.run === useApp.getState().info?.run)
    return;
  await lab.askAside((sim) => sim.foresee(scenarioInput, beside));
  while (isMine()) {
    const ready = await lab.askAside((sim) => sim.extendForeseen(t ?? 0, AHEAD_MS));
    if (ready !== false) return;
    await new Promise((rest) => setTimeout(rest, REST_MS));
  }
}

/** Until the run on the page is computed; null where that no longer matters. */
const whenDone = (matters: () => boolean) =>
  new Promise<true | null>((settle) => {
    const look = () => {
      if (!matters()) settle(null);
      else if (awaited === 0 && useApp.getState().done) settle(true);
      else return false;
      return true;
    };
    if (look()) return;
    const forget = useApp.subscribe(() => {
      if (look()) forget();
    });
  });

async function readAddress(address: string) {
  const [search = '', hash = ''] = address.split('#', 2);
  const url = await readUrl(search, hash);
  return { ...url, beside: url.beside === 'none' ? null : (url.beside ?? 'emulated') };
}

const keyOf = (scenarioInput: unknown, beside: string | null) =>
  JSON.stringify([scenarioInput, beside]);

/**
 * Shows what such an address says, on the page as it is: nothing is loaded anew. What was not followed; a host that is
 * refused leaves the page as it was. Null: another address was opened meanwhile.
 */
export async function openAddress(address: string): Promise<readonly UrlProblem[] | null> {
  latest += 1;
  const mine = latest;
  const { problems, beside, ...url } = await readAddress(address);
  if (mine !== latest) return null;
  const before = useApp.getState();
  const key = keyOf(url.scenarioInput, beside);
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
