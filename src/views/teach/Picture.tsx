import { formatPicos } from '../../i18n/format';
import type { Messages } from '../../i18n';
import { useMessages } from '../../i18n/react';
import type { Material } from '../../lessons/material';
import type { Moment } from '../../lessons/moment';
import type { Palette } from '../../scene/palette';
import { StagePicture } from '../../scene/StagePicture';
import styles from './paper.module.css';
import type { Numbered } from './pictures';

interface Props extends Numbered {
  readonly material: Material[number];
  readonly mark: boolean;
  readonly palette: Palette;
}

/** A page's width of picture, and a third of its height. */
const SIZE = { width: 780, height: 410 } as const;

/** A moment of the stage with its caption: when it is, and what else is open in the lab. */
export function Picture(props: Props) {
  const { number, repeats, moment, at, view, spotlight, material, mark, palette } = props;
  const messages = useMessages();
  const m = messages.teach.handout;
  const name = String(number);
  const elsewhere = view === 'stage' ? '' : m.views[view];
  if (repeats)
    return (
      <p className={styles['caption']}>
        {m.seeAbove(name)} {elsewhere}
      </p>
    );
  const when = m.moment(wordsOf(moment, messages), formatPicos(at));
  return (
    <figure className={styles['figure']}>
      <StagePicture
        {...SIZE}
        topology={material.topology}
        window={material.window}
        at={at}
        spotlight={spotlight}
        palette={palette}
      />
      <figcaption className={styles['caption']}>
        <strong>{m.picture(name)}</strong> {when} {elsewhere}
        {mark && <strong className={styles['mark']}>{m.mark}</strong>}
      </figcaption>
    </figure>
  );
}

function wordsOf(moment: Moment, { teach, stage }: Messages): string {
  const { moments } = teach.handout;
  if (!('n' in moment)) return moments[moment.kind];
  return moments[moment.kind](String(moment.n), stage.guest(moment.vm));
}
