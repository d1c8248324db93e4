import { Icon } from './Icon';
import type { IconName } from './Icon';
import styles from './controls.module.css';

interface Props {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
  readonly primary?: boolean;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly controls?: string;
}

export function IconButton({
  icon,
  label,
  onClick,
  primary,
  disabled,
  pressed,
  expanded,
  controls,
}: Props) {
  return (
    <button
      type="button"
      className={primary === true ? styles['primary'] : styles['icon']}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-controls={controls}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
