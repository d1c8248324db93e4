import { createContext, useContext } from 'react';
import type { PlaceKind } from '../../store/vocabulary';
import { formatBytes, formatCount, formatNumber, formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import { valuesOf } from '../../lessons/judge';
import type { Text } from '../../lessons/lesson';
import type { Evidence } from '../../lessons/facts/evidence';
import { valueOf } from '../../lessons/predicate/evaluate';
import type { Operand, Value } from '../../lessons/predicate/expression';
import type { Inline } from '../../lessons/read/inline';
import { useApp } from '../../store';
import type { Glossary } from '../../glossary';
import { Stretches } from '../../ui/terms/Stretches';
import { TermButton } from '../../ui/terms/TermButton';
import styles from './lesson.module.css';
import type { Links } from './term-links';

interface Around {
  /** Of the lesson, where the page may have another. */
  readonly language?: string;
  /** What figures in the text are read from; null while it is not known. */
  readonly evidence: Evidence | null;
  /** Figures that are known already. */
  readonly known?: (of: Operand) => Value;
  /** A word about a part is pointed at, or left; null: on paper nothing is. */
  readonly onPoint: ((part: PlaceKind | null) => void) | null;
  /** Which words open the glossary; null: none, or not yet. */
  readonly terms?: { readonly glossary: Glossary; readonly links: Links } | null;
}

export const WordsContext = createContext<Around>({ evidence: null, onPoint: null });

/** A lesson's text as it is read. */
export function Words({ text }: { readonly text: Text }) {
  const { language } = useContext(WordsContext);
  const items = text.filter(({ kind }) => kind === 'item');
  return (
    <>
      {text.map(({ kind, pieces }, i) =>
        kind === 'paragraph' ? (
          <p key={i} lang={language}>
            <Pieces pieces={pieces} />
          </p>
        ) : null,
      )}
      {items.length > 0 && (
        <ul lang={language}>
          {items.map(({ pieces }, i) => (
            <li key={i}>
              <Pieces pieces={pieces} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function Pieces({ pieces }: { readonly pieces: readonly Inline[] }) {
  return pieces.map((piece, i) => <Piece key={i} piece={piece} />);
}

function Piece({ piece }: { readonly piece: Inline }) {
  switch (piece.kind) {
    case 'text':
      return <Linked piece={piece} />;
    case 'strong':
      return (
        <strong>
          <Pieces pieces={piece.children} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Pieces pieces={piece.children} />
        </em>
      );
    case 'code':
      return (
        <code lang="en" translate="no">
          {piece.text}
        </code>
      );
    case 'link':
      return (
        <a href={piece.url} target="_blank" rel="noopener noreferrer nofollow">
          <Pieces pieces={piece.children} />
        </a>
      );
    case 'part':
      return (
        <>
          <PartWords piece={piece} />
          <PartTerms piece={piece} />
        </>
      );
    case 'value':
      return <Figure of={piece.of} />;
  }
}

/** A text whose terms open the glossary, where the step uses them first. */
function Linked({ piece }: { readonly piece: Extract<Inline, { readonly kind: 'text' }> }) {
  const { terms = null } = useContext(WordsContext);
  const stretches = terms?.links.get(piece);
  if (terms === null || stretches === undefined) return piece.text;
  return <Stretches glossary={terms.glossary} stretches={stretches} />;
}

/** Words about a part select it already: what they mean is behind a small mark. */
function PartTerms({ piece }: { readonly piece: Extract<Inline, { readonly kind: 'part' }> }) {
  const { terms = null } = useContext(WordsContext);
  const [first] = terms?.links.get(piece)?.flatMap(({ term }) => term ?? []) ?? [];
  if (terms === null || first === undefined) return null;
  return <TermButton glossary={terms.glossary} term={first} />;
}

/** Words about a part: pointed at, they show it; pressed, they select it; and the picture shows them. */
function PartWords({ piece }: { readonly piece: Extract<Inline, { readonly kind: 'part' }> }) {
  const { onPoint } = useContext(WordsContext);
  const pointed = useApp((s) => s.pointedKind === piece.part);
  if (onPoint === null) {
    return (
      <strong>
        <Pieces pieces={piece.children} />
      </strong>
    );
  }
  const point = () => {
    onPoint(piece.part);
  };
  const leave = () => {
    onPoint(null);
  };
  return (
    <button
      type="button"
      className={styles['part']}
      data-pointed={pointed}
      onPointerEnter={point}
      onPointerLeave={leave}
      onFocus={point}
      onBlur={leave}
      onClick={() => {
        const { info, select } = useApp.getState();
        const place = info?.topology.places.findIndex(({ kind }) => kind === piece.part) ?? -1;
        if (place >= 0) select({ kind: 'place', place });
      }}
    >
      <Pieces pieces={piece.children} />
    </button>
  );
}

function Figure({ of }: { readonly of: Operand }) {
  const { evidence, known } = useContext(WordsContext);
  const text = useFigure();
  if (evidence === null && known === undefined) return '…';
  const value = known === undefined ? evidence && valueOf(of, valuesOf(evidence)) : known(of);
  return <span className={styles['figure']}>{text(value, of)}</span>;
}

/** Figures whose unit is neither a piece nor told by their name alone. */
const IN_BYTES = /Bytes$|^bill\..+\.(?:bar|bar-32|pinned-memory|config-space|config-emulated)$/u;

/** A value as people read it: times and bytes with their unit, reasons as the tools print them. */
export function useFigure(): (value: Value, of?: Operand) => string {
  const places = useMessages().stage.places;
  return (value, of) => {
    if (typeof value === 'number') {
      const name = of?.kind === 'fact' ? (of.name.text.split('@')[0] ?? '') : '';
      if (/(?:\.ns|Ns(?:\..+)?)$/su.test(name)) return formatPicos(value * 1000);
      if (IN_BYTES.test(name)) return formatBytes(value);
      if (Math.abs(value) >= 1000)
        return formatCount(Number.isInteger(value) ? value : Number(value.toPrecision(3)));
      return Number.isInteger(value) ? formatCount(value) : formatNumber(value);
    }
    if (typeof value === 'string' && Object.hasOwn(places, value)) {
      return places[value as PlaceKind].long;
    }
    return value === null ? '–' : String(value);
  };
}
