import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import controls from '../../ui/controls.module.css';
import { CopyLine } from '../teach/CopyLine';
import styles from './builder.module.css';
import { PictureToSave } from './PictureToSave';
import {
  isOneFile,
  lineFor,
  NAMED,
  picturesIn,
  TOOLS,
  type Embedded,
  type Tool,
} from '../../embed/lines';

interface Props {
  readonly embedded: Embedded;
  /** The picture that the lab has of what is shown; null: none. */
  readonly drawn: string | null;
}

/** The line itself, for the tool its author writes with. */
export function Line({ embedded, drawn }: Props) {
  const m = useMessages().embed.line;
  const names = { ...m.tools, ...NAMED };
  const [chosen, setTool] = useState<Tool>('element');
  const oneFile = isOneFile(embedded.home);
  const offered = TOOLS.filter((each) => !oneFile || each !== 'element');
  const tool = offered.includes(chosen) ? chosen : 'frame';
  return (
    <section aria-label={m.label} className={styles['preview']}>
      <div className={styles['bar']}>
        <h3>{m.label}</h3>
        <label className={controls['check']}>
          <span>{m.tool}</span>
          <select
            className={controls['select']}
            value={tool}
            onChange={(event) => {
              setTool(TOOLS.find((each) => each === event.currentTarget.value) ?? tool);
            }}
          >
            {offered.map((each) => (
              <option key={each} value={each}>
                {names[each]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p>{m.how[tool]}</p>
      <CopyLine text={lineFor(tool, embedded)} />
      <PictureToSave names={picturesIn(tool, embedded)} drawn={drawn} />
    </section>
  );
}
