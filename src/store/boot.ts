import { lanesOfFutures } from './lanes-of-futures';
import { partProblem, selectionOf } from './part';
import { lateProblem, problemOf, readUrl } from './url';
import type { UrlProblem, UrlState } from './url';
import { LANES_ALLOWED } from './url-lanes';
import type { Input } from './url-scenario';
import { MODEL_VERSION } from './vocabulary';
import { lab, useApp } from '.';

const PS_PER_MS_AT_REAL_TIME = 1e9;

/** What the page starts with: the address, then what is remembered, then the system's wishes. */
export async function readAddress(systemWantsLess: boolean): Promise<() => Promise<void>> {
  lab.connect();
  const url = await readUrl(location.search, location.hash);
  const before = useApp.getState();
  useApp.setState({
    locale: url.lang ?? before.locale,
    theme: url.theme ?? before.theme,
    motion: url.motion ?? before.motion,
    text: url.text ?? before.text,
    keys: url.hotkeys ?? before.keys,
    given: (['motion', 'text', 'hotkeys'] as const).filter((name) => url[name] !== null),
    view: url.view ?? 'stage',
    docked: url.docked,
    embed: url.embed,
    hide: new Set(url.hide),
    lesson: url.lesson,
    lessonStep: url.step,
    glossary: url.glossary,
    docs: url.docs,
    lessonAt: url.step === null ? null : url.t,
    presenting: url.present && !url.embed,
    note: url.note,
    ...otherModel(url.v),
    opening: before.fresh && isBare(url),
    beside: url.beside === 'none' ? null : (url.beside ?? before.beside),
    problems: url.problems,
    ...(url.compare === null || url.compare === 'futures' ? {} : { lanes: url.compare }),
    ...(url.speed === null ? {} : { rate: url.speed * PS_PER_MS_AT_REAL_TIME, rateByHand: true }),
  });
  useApp.getState().followSystem(systemWantsLess);
  const { reducedMotion } = useApp.getState();
  return async () => {
    // The bare page plays for somebody new alone, and then as its opening.
    const quiet =
      reducedMotion ||
      url.embed ||
      url.present ||
      url.t !== null ||
      url.lesson !== null ||
      url.glossary !== null ||
      url.docs !== null ||
      isBare(url);
    const asked = url.quest;
    const isQuest =
      asked !== null &&
      (await (await import('./quest-acts')).questActs({ lab, useApp }).start(asked, false));
    // Without a scenario of its own the address means the host as it is found.
    const { quest } = useApp.getState();
    const asFound = quest !== null && Object.keys(url.scenarioInput).length === 0;
    const input = asFound ? (quest.input as Input) : url.scenarioInput;
    if (isQuest && url.beside !== null && url.beside !== 'none') {
      useApp.setState({ beside: url.beside });
    }
    const refused = await lab.boot(input, {
      cursor: url.t ?? 0,
      start: quiet ? 'paused' : 'journey',
      chooseRate: url.speed === null,
    });
    const { info } = useApp.getState();
    const lanes = url.compare === 'futures' ? await lanesOfFutures() : null;
    if (lanes !== null) useApp.setState({ lanes });
    if (quest !== null && asFound && info !== null) {
      useApp.setState({ quest: { ...quest, found: JSON.stringify(info.scenarioInput) } });
    }
    const noQuest: readonly UrlProblem[] =
      asked === null || isQuest
        ? []
        : [{ name: 'quest', code: 'bad-value', found: asked, allowed: '7, 7:mtu, …' }];
    const lit = url.part === null || info === null ? null : selectionOf(url.part, info.topology);
    if (lit !== null) useApp.setState({ selected: lit });
    const noPart: readonly UrlProblem[] =
      url.part === null || info === null || lit !== null ? [] : [partProblem(url.part)];
    const late =
      info !== null && url.t !== null && url.t > info.end ? [lateProblem(url.t, info.end)] : [];
    const noFutures: readonly UrlProblem[] =
      url.compare === 'futures' && lanes === null
        ? [{ name: 'compare', code: 'bad-value', found: 'futures', allowed: LANES_ALLOWED }]
        : [];
    const more = [...noQuest, ...noFutures, ...refused.map(problemOf), ...late, ...noPart];
    if (more.length > 0) useApp.setState({ problems: [...url.problems, ...more] });
  };
}

/** Figures of another version of the model may differ, and whoever has seen them should know. */
function otherModel(made: string | null) {
  if (made === null || made === MODEL_VERSION) return {};
  return { notice: { kind: 'other-model', name: '', made } } as const;
}

/** The address says nothing but how the page looks. */
function isBare({
  lang: _lang,
  theme: _theme,
  v: _v,
  motion: _motion,
  text: _text,
  hotkeys: _hotkeys,
  problems: _problems,
  ...said
}: UrlState): boolean {
  return Object.values(said).every(
    (value) =>
      value === false || (typeof value === 'object' && Object.keys(value ?? {}).length === 0),
  );
}
