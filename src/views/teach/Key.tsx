import { useMessages } from '../../i18n/react';
import type { KeyBlock } from '../../lessons/handout';
import { useFigure, Words } from '../lesson/Words';
import styles from './paper.module.css';

/** The answers of one step. */
export function Key({ blocks }: { readonly blocks: readonly KeyBlock[] }) {
  return (
    <dl className={styles['answers']}>
      {blocks.map((block, i) => (
        <Line key={i} block={block} />
      ))}
    </dl>
  );
}

function Line({ block }: { readonly block: KeyBlock }) {
  const m = useMessages().teach.handout;
  const figure = useFigure();
  if (block.kind === 'value') {
    return (
      <div data-answer>
        <dt>{m.answer}</dt>
        <dd>
          <strong>{figure(block.value, block.of)}</strong>
        </dd>
      </div>
    );
  }
  if (block.kind === 'option') {
    return (
      <div data-answer={block.right ? '' : undefined}>
        <dt>{block.right ? m.right : m.wrong}</dt>
        <dd>
          <div className={block.right ? styles['right'] : styles['wrong']}>
            <Words text={block.text} />
          </div>
          <Words text={block.because} />
        </dd>
      </div>
    );
  }
  return (
    <div>
      <dt>{m[block.kind]}</dt>
      <dd>
        <Words text={block.text} />
      </dd>
    </div>
  );
}
