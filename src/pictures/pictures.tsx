import { renderToStaticMarkup } from 'react-dom/server';
import { parseScenario } from '../engine/scenario/parse';
import { PRESET_IDS, PRESETS, type PresetId } from '../engine/scenario/presets';
import { Run } from '../engine/run';
import { loadMessages, type Messages } from '../i18n';
import { MessagesProvider } from '../i18n/react';
import { paletteOf } from '../scene/palette';
import { StagePicture } from '../scene/StagePicture';
import { withBeside } from '../worker/with-beside';
import { SIZE } from './size';
import { lightToken, standalone } from './standalone';

export { announce } from './announce';

/** A moment of an example, drawn by what draws the stage. */
export interface Drawn {
  readonly example: PresetId;
  readonly locale: Locale;
  readonly title: string;
  readonly what: string;
  readonly svg: string;
}

const LOCALES = ['en', 'zh-CN'] as const;
type Locale = (typeof LOCALES)[number];
const NOBODY_LEADS = { primary: null, leads: false, shown: null, free: true } as const;
/** Moments of the first journey that are looked at. */
const LOOKS = 16;

/** A picture of each example in each language: of its own run, when most is on its way during the first packets' journey. */
export async function drawAll(
  examples: readonly PresetId[] = PRESET_IDS,
): Promise<readonly Drawn[]> {
  const words = await Promise.all(
    LOCALES.map(async (locale) => [locale, await loadMessages(locale)] as const),
  );
  return examples.flatMap((example) => {
    const moment = momentOf(example);
    return words.map(([locale, messages]) => draw(example, moment, locale, messages));
  });
}

type Shown = Pick<Parameters<typeof StagePicture>[0], 'topology' | 'window' | 'at'>;

function momentOf(example: PresetId): Shown {
  const parsed = parseScenario(PRESETS[example]);
  if (!parsed.ok) throw new Error(`${example}: ${parsed.issues[0]?.path ?? ''}`);
  // As the page opens it.
  const beside = example === 'first-screen' ? 'emulated' : null;
  const run = new Run(withBeside(parsed.scenario, beside));
  const end = run.firstJourneyEnd();
  const window = run.window(0, end);
  const { topology } = run;
  const moments = Array.from({ length: LOOKS }, (_, i) =>
    Math.round((end * (i + 1)) / (LOOKS + 1)),
  );
  const counts = moments.map((at) => onTheirWay(window, at));
  const at = moments[counts.indexOf(Math.max(...counts))] ?? 0;
  return { topology, window, at };
}

/** Hops of packets that last at a moment. */
function onTheirWay({ hops }: Shown['window'], at: number): number {
  let count = 0;
  for (let i = 0; i < hops.count; i++) {
    const [start = 0, end = 0, packet = 0] = [hops.start[i], hops.end[i], hops.packet[i]];
    if (packet > 0 && start <= at && at < end) count += 1;
  }
  return count;
}

function draw(example: PresetId, shown: Shown, locale: Locale, messages: Messages): Drawn {
  const { name: title, what } = messages.presets[example];
  const html = renderToStaticMarkup(
    <MessagesProvider locale={locale} initial={messages}>
      <StagePicture {...shown} {...SIZE} spotlight={NOBODY_LEADS} palette={paletteOf(lightToken)} />
    </MessagesProvider>,
  );
  return { example, locale, title, what, svg: standalone(html, { ...SIZE, title }) };
}
