import { useEffect, useId, useState, type RefObject } from 'react';
import { writePlace, type Docs } from '../../docs';
import { makeFinder, type Finder, type Found } from '../../docs/find';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { useGlossary } from '../../ui/terms/use-glossary';
import styles from './search.module.css';

interface Props {
  readonly docs: Docs | null;
  readonly field: RefObject<HTMLInputElement | null>;
}

/** A field, and what it finds below it: arrows choose, Enter opens, Escape clears. */
export function SearchBox({ docs, field }: Props) {
  const m = useMessages().docs;
  const list = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const [needed, setNeeded] = useState(false);
  const finder = useFinder(docs, needed);
  const wanted = text.trim();
  const found = finder === null || wanted === '' ? [] : finder.find(wanted);
  const at = Math.min(chosen, found.length - 1);
  const clear = () => {
    setText('');
    setChosen(0);
  };
  const open = (hit: Found | undefined) => {
    if (hit === undefined) return;
    clear();
    field.current?.blur();
    const { openGlossary, openDocs } = useApp.getState();
    if (hit.kind === 'term') openGlossary(hit.anchor);
    else openDocs(writePlace({ page: hit.page, anchor: hit.anchor }));
  };
  return (
    <search className={styles['search']}>
      <input
        ref={field}
        type="search"
        role="combobox"
        aria-label={m.search}
        aria-expanded={wanted !== ''}
        aria-controls={list}
        aria-activedescendant={found.length > 0 ? `${list}-${String(at)}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={m.searchHint}
        value={text}
        onFocus={() => {
          setNeeded(true);
        }}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          const move = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
          if (move !== 0 && found.length > 0) {
            event.preventDefault();
            setChosen((at + move + found.length) % found.length);
          } else if (event.key === 'Enter') {
            event.preventDefault();
            open(found[at]);
          } else if (event.key === 'Escape' && text !== '') {
            // The documentation itself stays open.
            event.preventDefault();
            clear();
          }
        }}
      />
      <output className={styles['count']}>
        {wanted === '' ? '' : finder === null ? m.reading : m.found(found.length)}
      </output>
      {wanted !== '' && (
        <div className={styles['results']} data-results={finder === null ? null : found.length}>
          {finder !== null && found.length === 0 && <p>{m.none(wanted)}</p>}
          {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- of a field with a list there is no element */}
          <div id={list} role="listbox" aria-label={m.search}>
            {found.map((hit, i) => (
              <Hit
                key={hit.id}
                id={`${list}-${String(i)}`}
                hit={hit}
                selected={i === at}
                onOpen={() => {
                  open(hit);
                }}
              />
            ))}
          </div>
        </div>
      )}
    </search>
  );
}

interface HitProps {
  readonly id: string;
  readonly hit: Found;
  readonly selected: boolean;
  readonly onOpen: () => void;
}

function Hit({ id, hit, selected, onOpen }: HitProps) {
  const m = useMessages().docs;
  const [before, middle, after] = hit.context;
  useEffect(() => {
    if (selected) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [selected, id]);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/prefer-tag-over-role -- the field has the keys
    <div id={id} role="option" aria-selected={selected} tabIndex={-1} onClick={onOpen}>
      <span className={styles['where']}>
        <strong>{hit.title}</strong>
        <span>{hit.kind === 'term' ? m.term : hit.above}</span>
      </span>
      <span className={styles['context']}>
        {before}
        <mark>{middle}</mark>
        {after}
      </span>
    </div>
  );
}

/** Made when the field is used first, anew for another language. */
function useFinder(docs: Docs | null, needed: boolean): Finder | null {
  const glossary = useGlossary();
  const [made, setMade] = useState<{ readonly of: Docs; readonly finder: Finder } | null>(null);
  useEffect(() => {
    if (docs === null || !needed) return;
    let current = true;
    void makeFinder(docs, glossary).then((finder) => {
      if (current) setMade({ of: docs, finder });
    });
    return () => {
      current = false;
    };
  }, [docs, glossary, needed]);
  return made?.of === docs ? made.finder : null;
}
