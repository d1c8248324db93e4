import { useMessages } from '../../../i18n/react';
import type { ConfigPicture } from '../../../store/vocabulary';
import { BlockBytes } from './BlockBytes';
import { blockAt, blocksOf, changedBytes, registerAt, type PlacedRegister } from './byte-map';
import { ConfigOverview } from './ConfigOverview';
import { RegisterDetail, type WriteEntry } from './RegisterDetail';
import styles from './config.module.css';

interface Props {
  readonly config: ConfigPicture;
  /** Bytes as they were when this function was opened. */
  readonly opened: Uint8Array;
  /** Offset of the open register; -1 without. */
  readonly at: number;
  readonly onOpen: (at: number) => void;
  /** Offset within the block that is enlarged; -1: that of the open register, or the first. */
  readonly block: number;
  readonly onBlock: (at: number) => void;
  readonly writes: readonly WriteEntry[];
  readonly busy: boolean;
  readonly onWrite: (placed: PlacedRegister, value: number, meant: number) => void;
}

/** A function's configuration space: the whole to scale, one block enlarged, one register with its bits. */
export function ConfigView(props: Props) {
  const { config, opened, at, onOpen, onBlock, writes, busy, onWrite } = props;
  const m = useMessages().config;
  const blocks = blocksOf(config);
  const changed = changedBytes(opened, config.bytes);
  const open = at < 0 ? null : registerAt(config, at);
  const block = blockAt(blocks, props.block) ?? blockAt(blocks, at) ?? blocks[0];
  if (block === undefined) return null;
  return (
    <div className={styles['config']}>
      <ConfigOverview
        bytes={config.bytes}
        blocks={blocks}
        changed={changed}
        selected={block.at}
        onSelect={onBlock}
      />
      <div className={styles['close']}>
        <section className={styles['block']}>
          <h3 className={styles['title']}>
            <span translate={block.placed === null ? undefined : 'no'}>
              {block.placed?.table.title ?? m.other}
            </span>{' '}
            <code translate="no">{m.range({ at: block.at, size: block.size })}</code>
          </h3>
          <BlockBytes
            key={block.key}
            bytes={config.bytes}
            block={block}
            changed={changed}
            open={open?.at ?? -1}
            onOpen={onOpen}
          />
        </section>
        {open === null ? (
          <p className={styles['hint']}>{m.choose}</p>
        ) : (
          <RegisterDetail
            config={config}
            bdf={config.bdf}
            placed={open}
            writes={writes}
            busy={busy}
            onWrite={(value, meant) => onWrite(open, value, meant)}
          />
        )}
      </div>
    </div>
  );
}
