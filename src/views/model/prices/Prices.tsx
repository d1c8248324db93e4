import { useEffect } from 'react';
import { formatNumber } from '../../../i18n/format';
import { useMessages } from '../../../i18n/react';
import type { PriceLine } from '../../../store/vocabulary';
import { useApp } from '../../../store';
import type { Editable } from '../../../store/run';
import { withValue } from '../../../store/url-scenario';
import controls from '../../../ui/controls.module.css';
import { useShown } from '../../../ui/change';
import { usePrices } from '../../../ui/why/use-prices';
import { useSentences } from '../../../ui/why/use-sentences';
import { changePrices } from './change-prices';
import { GROUP_OF, GROUPS } from './groups';
import { PriceItem } from './PriceItem';
import styles from './prices.module.css';

/** The cost table of the host that runs; each price can be changed within its range. */
export function Prices() {
  const messages = useMessages().model;
  const m = messages.prices;
  const lines = usePrices();
  const said = useSentences();
  const entry = useApp((s) => s.modelEntry);
  const there = lines !== null;

  useEffect(() => {
    if (entry === null || !there) return;
    const row = document.getElementById(`price-${entry}`);
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector<HTMLElement>('summary')?.focus();
  }, [entry, there]);

  if (lines === null) return <p data-loading>{messages.loading}</p>;
  const known = (basis: PriceLine['now']['basis']) =>
    lines.filter(({ now }) => now.basis === basis).length;
  const set = known('set');
  return (
    <div className={styles['prices']}>
      <h3 className={styles['title']}>{m.title}</h3>
      <p className={styles['text']}>{m.intro}</p>
      <ProfileChoice />
      <p className={styles['text']}>
        <strong>{m.known(known('measured'), known('derived'), known('assumed'), set)}</strong>{' '}
        {m.weak}
      </p>
      {set > 0 && (
        <button
          type="button"
          className={controls['button']}
          data-reset-all
          onClick={() => {
            changePrices(({ costs: _gone, ...rest }) => rest);
          }}
        >
          {m.resetAll(set)}
        </button>
      )}
      {GROUPS.map((group) => (
        <section key={group} aria-label={m.groups[group]}>
          <h4 className={styles['group']}>{m.groups[group]}</h4>
          <ul className={styles['rows']}>
            {lines
              .filter(({ now }) => GROUP_OF[now.id] === group)
              .map((line) => (
                <PriceItem
                  key={line.now.id}
                  line={line}
                  said={said}
                  isOpen={line.now.id === entry}
                />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Which cost table holds; its clock and APICv come along where the scenario does not say otherwise. */
function ProfileChoice() {
  const messages = useMessages().model;
  const m = messages.prices;
  const said = useSentences();
  const profiles = useApp((s) => s.profiles);
  const host = useApp((s) => s.info?.scenario.host);
  const shown = useShown('host.profile', host?.profile ?? 'lab');
  return (
    <fieldset className={styles['profiles']}>
      <legend>{m.profile}</legend>
      {profiles.map(({ id, what }) => (
        <label key={id} className={styles['profile']} data-chosen={id === shown}>
          <input
            type="radio"
            name="profile"
            value={id}
            checked={id === shown}
            onChange={() => {
              changePrices((input) => withValue(input, 'host.profile', id) as Editable);
            }}
          />
          {messages.profiles[id]}
          <small>{said(what)}</small>
        </label>
      ))}
      <p className={controls['hint']}>{host !== undefined && m.clock(formatNumber(host.cpuGHz))}</p>
    </fieldset>
  );
}
