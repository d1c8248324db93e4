import { Suspense, useEffect, useRef, useState } from 'react';
import type { ComponentType } from 'react';
import styles from './App.module.css';
import { useMessages } from './i18n/react';
import { startPlaybackLoop } from './scene/playback-loop';
import { useApp } from './store';
import type { View } from './store/prefs';
import { DropZone } from './ui/DropZone';
import { Failure } from './ui/Failure';
import { ViewBoundary } from './ui/ViewBoundary';
import { Header } from './ui/Header';
import { later } from './ui/later';
import { Inspector } from './ui/Inspector';
import { Notices } from './ui/Notices';
import { Numbers } from './ui/Numbers';
import { Panel } from './ui/Panel';
import { SetUp } from './ui/SetUp';
import { Transport } from './ui/Transport';
import { useMedia } from './ui/use-media';
import { usePage } from './ui/use-page';
import { usePanels } from './ui/use-panels';
import { useShortcuts } from './ui/use-shortcuts';
import { ForkRoom } from './ui/fork/ForkRoom';
import { StageView } from './views/stage/StageView';

const AfterAnswer = later(async () => (await import('./views/lesson/AfterAnswer')).AfterAnswer);
const QuestRoom = later(async () => (await import('./ui/QuestRoom')).QuestRoom);
const LessonView = later(async () => (await import('./views/lesson/LessonView')).LessonView);
const LessonPicture = later(
  async () => (await import('./views/lesson/LessonPicture')).LessonPicture,
);
const StartBar = later(async () => (await import('./views/lesson/StartBar')).StartBar);
const PresenterRoom = later(
  async () => (await import('./views/teach/PresenterRoom')).PresenterRoom,
);
const HelpDialog = later(async () => (await import('./ui/HelpDialog')).HelpDialog);
const SettingsDialog = later(
  async () => (await import('./ui/settings/SettingsDialog')).SettingsDialog,
);
const Described = later(async () => (await import('./views/stage/Described')).Described);
const DumpDialog = later(async () => (await import('./views/dump/DumpDialog')).DumpDialog);
const WhyDialog = later(async () => (await import('./ui/why/WhyDialog')).WhyDialog);
const Offers = later(async () => (await import('./views/share/Offers')).Offers);
const GlossaryDialog = later(
  async () => (await import('./views/glossary/GlossaryDialog')).GlossaryDialog,
);
const DocsDialog = later(async () => (await import('./views/docs/DocsDialog')).DocsDialog);
const TerminalView = later(
  async () => (await import('./views/terminal/TerminalView')).TerminalView,
);
const CompareView = later(async () => (await import('./views/compare/CompareView')).CompareView);
const JourneyView = later(async () => (await import('./views/journey/JourneyView')).JourneyView);
const MetricsView = later(async () => (await import('./views/metrics/MetricsView')).MetricsView);
const CapturesView = later(
  async () => (await import('./views/captures/CapturesView')).CapturesView,
);
const SweepView = later(async () => (await import('./views/sweep/SweepView')).SweepView);
const ModelView = later(async () => (await import('./views/model/ModelView')).ModelView);
const PcieView = later(async () => (await import('./views/pcie/PcieRoom')).PcieRoom);

/** Views that may be taller than the page. */
const SCROLLED: Partial<Record<View, ComponentType>> = {
  pcie: PcieView,
  compare: CompareView,
  journey: JourneyView,
  metrics: MetricsView,
  captures: CapturesView,
  sweep: SweepView,
  model: ModelView,
};

const TELLS_AHEAD: ReadonlySet<View> = new Set(['compare', 'journey', 'metrics', 'terminal']);

export function App() {
  const m = useMessages().shell;
  const stage = useRef<HTMLElement>(null);
  const view = useApp((s) => s.view);
  // Views that tell what a question asks for wait for the answer; the others show what is at the moment at hand.
  const waits = useApp((s) => s.asking && TELLS_AHEAD.has(s.view));
  const Scrolled = waits ? AfterAnswer : SCROLLED[view];
  const docked = useApp((s) => s.docked && s.view !== 'terminal' && !s.asking);
  const dumping = useApp((s) => s.dump !== null);
  const offer = useApp((s) => s.offer);
  const hide = useApp((s) => s.hide);
  const questing = useApp((s) => s.quest !== null);
  const ready = useApp((s) => s.info !== null);
  const failed = useApp((s) => s.failure !== null);
  const embed = useApp((s) => s.embed);
  const presenting = useApp((s) => s.presenting && s.info !== null);
  const learning = useApp((s) => s.lesson !== null && !s.hide.has('lesson'));
  const pictured = useApp((s) => s.info !== null && s.lesson !== null && s.hide.has('lesson'));
  const asking = useApp(
    (s) => s.fresh && s.lesson === null && !s.embed && !s.presenting && !s.hide.has('lesson'),
  );
  const { panels, toggle } = usePanels();
  usePage();
  useShortcuts();
  useEffect(
    () =>
      startPlaybackLoop((wallMs) => {
        useApp.getState().advance(wallMs);
      }),
    [],
  );

  return (
    <div
      className={styles['app']}
      data-setup={panels.setUp}
      data-inspect={panels.inspector}
      data-docked={docked}
      data-learning={learning}
      data-embed={embed}
    >
      {embed && <i className={styles['natural']} data-embed-height aria-hidden="true" />}
      {/* The hash of the address is the scenario's. */}
      <a
        className={styles['skip']}
        href="#stage"
        onClick={(event) => {
          event.preventDefault();
          stage.current?.focus();
        }}
      >
        {m.skip}
      </a>
      <Header />
      <Panel
        side="left"
        icon={learning ? 'lesson' : 'setUp'}
        label={learning ? m.lesson.label : m.setUp.label}
        show={learning ? m.lesson.show : m.setUp.show}
        hide={learning ? m.lesson.hide : m.setUp.hide}
        open={panels.setUp}
        onToggle={() => {
          toggle('setUp');
        }}
      >
        {learning && ready ? (
          <Suspense fallback={<Loading />}>
            <LessonView />
          </Suspense>
        ) : (
          <>
            {asking && <Start place="panel" />}
            <SetUp />
          </>
        )}
      </Panel>
      <main ref={stage} id="stage" className={styles['stage']} data-stage tabIndex={-1}>
        <Suspense>
          {questing && <QuestRoom />}
          {pictured && <LessonPicture />}
        </Suspense>
        {presenting && (
          <ViewBoundary>
            <Suspense fallback={<span data-loading />}>
              <PresenterRoom />
            </Suspense>
          </ViewBoundary>
        )}
        <ForkRoom />
        <div className={styles['view']}>
          {!ready && !failed && <p className={styles['loading']}>{m.loading}</p>}
          <ViewBoundary>
            {ready && view === 'stage' && <StageView />}
            {ready && Scrolled !== undefined && (
              <div className={styles['scroll']}>
                <Suspense fallback={<Loading />}>
                  <Scrolled />
                </Suspense>
              </div>
            )}
            {ready && view === 'terminal' && !waits && (
              <Suspense fallback={<Loading />}>
                <TerminalView docked={false} />
              </Suspense>
            )}
          </ViewBoundary>
          <Notices />
          <Failure />
        </div>
        {ready && docked && (
          <div className={styles['dock']}>
            <Suspense fallback={<Loading />}>
              <TerminalView docked />
            </Suspense>
          </div>
        )}
      </main>
      {!hide.has('inspector') && (
        <Panel
          side="right"
          icon="inspect"
          label={m.inspector.label}
          show={m.inspector.show}
          hide={m.inspector.hide}
          open={panels.inspector}
          onToggle={() => {
            toggle('inspector');
          }}
        >
          <Inspector />
        </Panel>
      )}
      <footer className={styles['foot']}>
        {asking && <Start place="foot" />}
        {!hide.has('transport') && <Transport />}
        {!hide.has('numbers') && <Numbers />}
      </footer>
      <OverPage />
      <Why />
      <Glossary />
      <Docs />
      {dumping && (
        <Suspense>
          <DumpDialog />
        </Suspense>
      )}
      {offer !== null && (
        <Suspense>
          <Offers offer={offer} />
        </Suspense>
      )}
      <DropZone />
    </div>
  );
}

/** Its room is kept before it is there, so that nothing jumps; where there is room beside the stage it stands there. */
function Start({ place }: { readonly place: 'panel' | 'foot' }) {
  const stacked = useMedia('(width < 60rem)');
  if (stacked !== (place === 'foot')) return null;
  return (
    <div className={styles['start']} data-place={place}>
      <Suspense fallback={<span data-loading />}>
        <StartBar />
      </Suspense>
    </div>
  );
}

/** Help, settings and what is said on request; they come when they are first asked for. */
function OverPage() {
  const dialog = useApp((s) => s.dialog);
  const asked = useApp((s) => s.asked > 0);
  return (
    <Suspense>
      {dialog === 'help' && <HelpDialog />}
      {dialog === 'settings' && <SettingsDialog />}
      {asked && <Described />}
    </Suspense>
  );
}

/** Stays once it was needed, so that the focus goes back to the number that was asked about. */
function Why() {
  const asking = useApp((s) => s.question !== null);
  const [needed, setNeeded] = useState(asking);
  if (asking && !needed) setNeeded(true);
  return needed ? (
    <Suspense>
      <WhyDialog />
    </Suspense>
  ) : null;
}

function Glossary() {
  const open = useApp((s) => s.glossary !== null);
  const [needed, setNeeded] = useState(open);
  if (open && !needed) setNeeded(true);
  return needed ? (
    <Suspense>
      <GlossaryDialog />
    </Suspense>
  ) : null;
}

function Docs() {
  const open = useApp((s) => s.docs !== null);
  const [needed, setNeeded] = useState(open);
  if (open && !needed) setNeeded(true);
  return needed ? (
    <Suspense fallback={<i hidden data-loading />}>
      <DocsDialog />
    </Suspense>
  ) : null;
}

function Loading() {
  const m = useMessages().shell;
  return (
    <p className={styles['loading']} data-loading>
      {m.loadingView}
    </p>
  );
}
