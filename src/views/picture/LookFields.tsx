import { useMessages } from '../../i18n/react';
import controls from '../../ui/controls.module.css';
import { COLOURS, SIZES, sizeOf, type Look, type SizeId } from './look';
import styles from './picture.module.css';

interface Props {
  readonly look: Look;
  /** A picture that does not move may have a legend, and nothing behind it. */
  readonly still: boolean;
  readonly onChange: (look: Look) => void;
}

/** How the picture is to be. */
export function LookFields({ look, still, onChange }: Props) {
  const m = useMessages().picture;
  const check = (key: 'legend' | 'caption' | 'paper', label: string) => (
    <label className={controls['check']}>
      <input
        type="checkbox"
        checked={look[key]}
        onChange={(event) => {
          onChange({ ...look, [key]: event.currentTarget.checked });
        }}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <div className={styles['fields']}>
      <label>
        <span>{m.theme.label}</span>{' '}
        <select
          className={controls['select']}
          value={look.theme}
          onChange={(event) => {
            onChange({ ...look, theme: event.currentTarget.value as Look['theme'] });
          }}
        >
          {COLOURS.map((each) => (
            <option key={each} value={each}>
              {m.theme[each]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{m.size.label}</span>{' '}
        <select
          className={controls['select']}
          value={look.size}
          onChange={(event) => {
            onChange({ ...look, size: event.currentTarget.value as SizeId });
          }}
        >
          {SIZES.map((id) => {
            const { width, height } = sizeOf(id);
            return (
              <option key={id} value={id}>
                {m.size[id]} · {width} × {height}
              </option>
            );
          })}
        </select>
      </label>
      {check('caption', m.caption)}
      {still && check('legend', m.legend)}
      {still && check('paper', m.paper)}
    </div>
  );
}
