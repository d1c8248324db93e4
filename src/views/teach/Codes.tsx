import styles from './author.module.css';

/** Names and marks as they are typed. */
export function Codes({ words }: { readonly words: readonly string[] }) {
  return (
    <span className={styles['codes']}>
      {words.map((word) => (
        <code lang="en" key={word} translate="no">
          {word}
        </code>
      ))}
    </span>
  );
}
