import { useEffect } from 'react';
import { useMessages } from '../../../i18n/react';
import { useApp } from '../../../store';
import controls from '../../../ui/controls.module.css';
import { changePath } from '../../../ui/change';
import { ClaimList } from './ClaimList';
import { Way } from './Way';
import styles from './claims.module.css';

/** What the model claims and leaves out: in general, then path by path. */
export function Claims() {
  const { claims: m, shell } = useMessages();
  const paths = useApp((s) => s.info?.paths ?? []);
  const ways = useApp((s) => s.ways);
  const loadWays = useApp((s) => s.loadWays);
  const own = useApp((s) => s.info?.scenario.vms[0]?.path);
  const failure = useApp((s) => s.referenceFailure);
  useEffect(() => {
    if (failure === null) void loadWays();
  }, [loadWays, failure]);
  return (
    <div className={styles['claims']}>
      <h3 className={styles['title']}>{m.title}</h3>
      <p className={styles['text']}>{m.intro}</p>
      <section className={styles['card']} aria-labelledby="claims-general">
        <h4 id="claims-general">{m.general.title}</h4>
        <div className={styles['columns']}>
          <ClaimList title={m.simulated} kind="in" texts={m.general.simulated} />
          <ClaimList title={m.emerges} kind="out" texts={m.general.emerges} />
          <ClaimList title={m.left} kind="left" texts={m.general.left} />
          <ClaimList title={m.weak} kind="left" texts={m.general.weak} />
        </div>
      </section>
      {paths.map((path) => (
        <details key={path} className={styles['card']} open={path === own} data-claims={path}>
          <summary>
            <strong>{shell.paths[path]}</strong> {m.paths[path].sum}
          </summary>
          {ways.length > 0 && <p className={styles['hint']}>{m.wayText}</p>}
          {ways
            .filter((way) => way.path === path)
            .map((way) => (
              <Way key={way.direction} way={way} />
            ))}
          <div className={styles['columns']}>
            <ClaimList title={m.simulated} kind="in" texts={m.paths[path].simulated} />
            <ClaimList title={m.emerges} kind="out" texts={m.paths[path].emerges} />
            <ClaimList title={m.left} kind="left" texts={m.paths[path].left} />
          </div>
          {path !== own && (
            <button
              type="button"
              className={controls['button']}
              onClick={() => {
                changePath(0, path);
                useApp.getState().setView('stage');
              }}
            >
              {m.showOn}
            </button>
          )}
        </details>
      ))}
    </div>
  );
}
