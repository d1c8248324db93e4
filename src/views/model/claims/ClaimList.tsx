import styles from './claims.module.css';

interface Props {
  readonly title: string;
  readonly kind: 'in' | 'out' | 'left';
  readonly texts: Readonly<Record<string, string>>;
}

export function ClaimList({ title, kind, texts }: Props) {
  return (
    <div className={styles['list']} data-kind={kind}>
      <h5>{title}</h5>
      <ul>
        {Object.entries(texts).map(([key, text]) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
