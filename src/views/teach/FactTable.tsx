import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import { ABOUT_ZH } from '../../lessons/facts/about-zh';
import { listedFacts } from '../../lessons/facts/names';
import { useApp } from '../../store';
import { PLACE_KINDS } from '../../store/vocabulary';
import controls from '../../ui/controls.module.css';
import styles from './author.module.css';
import { Codes } from './Codes';

/** Every fact that predicates and figures may name, from the list that reads them. */
export function FactTable() {
  const m = useMessages().teach.author;
  const chinese = useApp((s) => s.locale === 'zh-CN');
  const [wanted, setWanted] = useState('');
  const about = (name: string, english: string) =>
    chinese ? (ABOUT_ZH[name] ?? english) : english;
  const facts = listedFacts().filter(({ name, about: english }) =>
    `${name} ${about(name, english)}`.toLowerCase().includes(wanted.toLowerCase()),
  );
  return (
    <>
      <h3>{m.parts}</h3>
      <p>
        <Codes words={PLACE_KINDS} />
      </p>
      <h3>{m.facts}</h3>
      <p>{m.factsWhat}</p>
      <label className={styles['find']}>
        <span>{m.find}</span>
        <input
          type="search"
          className={controls['select']}
          value={wanted}
          onChange={(event) => {
            setWanted(event.currentTarget.value);
          }}
        />
      </label>
      <div className={styles['wide']}>
        <table data-facts={facts.length}>
          <thead>
            <tr>
              <th scope="col">{m.column.fact}</th>
              <th scope="col">{m.column.what}</th>
              <th scope="col">{m.column.keys}</th>
            </tr>
          </thead>
          <tbody>
            {facts.map((fact) => (
              <tr key={fact.name}>
                <th scope="row">
                  <code lang="en" translate="no">
                    {fact.name}
                  </code>
                </th>
                <td>{about(fact.name, fact.about)}</td>
                <td>
                  <Codes words={fact.keys ?? []} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {facts.length === 0 && <output>{m.none}</output>}
    </>
  );
}
