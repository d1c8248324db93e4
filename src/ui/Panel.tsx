import { useId } from 'react';
import type { ReactNode } from 'react';
import type { IconName } from './Icon';
import { Icon } from './Icon';
import styles from './panel.module.css';

interface Props {
  readonly side: 'left' | 'right';
  readonly icon: IconName;
  readonly label: string;
  readonly show: string;
  readonly hide: string;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

/** A column beside the stage that folds to a rail; a sheet over the page's foot on a phone. */
export function Panel({ side, icon, label, show, hide, open, onToggle, children }: Props) {
  const id = useId();
  return (
    <aside
      className={styles['panel']}
      data-side={side}
      data-open={open}
      aria-labelledby={`${id}-title`}
    >
      <div className={styles['head']}>
        <h2 id={`${id}-title`} className={styles['title']}>
          {label}
        </h2>
        <button
          type="button"
          className={styles['toggle']}
          aria-expanded={open}
          aria-controls={id}
          aria-label={open ? hide : show}
          title={open ? hide : show}
          onClick={onToggle}
        >
          <Icon name={open ? (side === 'left' ? 'foldLeft' : 'foldRight') : icon} />
          <span className={styles['railName']} aria-hidden="true">
            {label}
          </span>
        </button>
      </div>
      <div id={id} className={styles['body']} hidden={!open}>
        {children}
      </div>
    </aside>
  );
}
