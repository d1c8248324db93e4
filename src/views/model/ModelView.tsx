import { Suspense, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { MODEL_SECTIONS } from '../../store/model';
import type { ModelSection } from '../../store/model';
import controls from '../../ui/controls.module.css';
import { later } from '../../ui/later';
import { Prices } from './prices/Prices';
import styles from './model.module.css';

const Claims = later(async () => (await import('./claims/Claims')).Claims);
const Theory = later(async () => (await import('./theory/Theory')).Theory);
const Validation = later(async () => (await import('./validation/Validation')).Validation);

const CONTENT = { claims: Claims, validation: Validation, theory: Theory, prices: Prices } as const;
const WAYS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** What the model is, how near it comes, and what it is made of. */
export function ModelView() {
  const m = useMessages().model;
  const section = useApp((s) => s.modelSection);
  const show = useApp((s) => s.showSection);
  const failure = useApp((s) => s.referenceFailure);
  const retry = useApp((s) => s.retryReference);
  const tabs = useRef<HTMLDivElement>(null);
  const Content = CONTENT[section];

  const go = (event: KeyboardEvent, from: ModelSection) => {
    const way = WAYS[event.key];
    if (way === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const at = MODEL_SECTIONS.indexOf(from) + way + MODEL_SECTIONS.length;
    const next = MODEL_SECTIONS[at % MODEL_SECTIONS.length] ?? from;
    show(next);
    tabs.current?.querySelector<HTMLElement>(`[data-section='${next}']`)?.focus();
  };

  return (
    <section className={styles['model']} aria-labelledby="model-title">
      <h2 id="model-title" className={styles['title']}>
        {m.label}
      </h2>
      <p className={styles['intro']}>{m.intro}</p>
      <div ref={tabs} role="tablist" className={styles['tabs']} aria-label={m.label}>
        {MODEL_SECTIONS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`model-tab-${each}`}
            data-section={each}
            className={styles['tab']}
            aria-selected={each === section}
            aria-controls="model-panel"
            tabIndex={each === section ? 0 : -1}
            onClick={() => {
              show(each);
            }}
            onKeyDown={(event) => {
              go(event, each);
            }}
          >
            {m.tabs[each]}
          </button>
        ))}
      </div>
      <div id="model-panel" role="tabpanel" aria-labelledby={`model-tab-${section}`}>
        {failure === null ? (
          <Suspense fallback={<p data-loading>{m.loading}</p>}>
            <Content />
          </Suspense>
        ) : (
          <div className={styles['failed']} role="alert">
            <p>{m.failed(failure)}</p>
            <button type="button" className={controls['button']} onClick={retry}>
              {m.retry}
            </button>
          </div>
        )}
      </div>
    </section>
  );
}
