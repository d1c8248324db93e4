import { hex } from '../../../ui/rid-text';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useMessages } from '../../../i18n/react';
import { countIn, readBytes, rowsOf, type Block, type Slot } from './byte-map';
import { heatOf } from './overview-layout';
import { useWidth } from '../use-width';
import styles from './bytes.module.css';

interface Props {
  readonly bytes: Uint8Array;
  readonly block: Block;
  readonly changed: ReadonlySet<number>;
  /** Offset of the open register; -1 without. */
  readonly open: number;
  readonly onOpen: (at: number) => void;
}

/** Below this width of the box a row has 8 bytes. */
const WIDE = 800;

const slotId = (at: number) => `pcie-register-${at}`;
/** One block enlarged: rows of 8 or 16 bytes, a cell for each register. */
export function BlockBytes({ bytes, block, changed, open, onOpen }: Props) {
  const m = useMessages().config;
  const [ref, width] = useWidth<HTMLFieldSetElement>();
  const [visited, setVisited] = useState(-1);
  const columns = width === 0 || width >= WIDE ? 16 : 8;
  const rows = rowsOf(block, columns);
  const stops = rows.flatMap(({ slots }) => slots.filter((s) => s.register !== null));
  const stop = (stops.find((s) => s.at === visited) ?? stops.find((s) => s.at === open) ?? stops[0])
    ?.at;

  /** The register above or below: the one in the next row that has one nearest to the column. */
  function vertical(from: Slot, direction: 1 | -1): Slot | undefined {
    const row = rows.findIndex(({ slots }) => slots.includes(from));
    for (let r = row + direction; rows[r] !== undefined; r += direction) {
      const found = rows[r]?.slots
        .filter((s) => s.register !== null)
        .toSorted((a, b) => Math.abs(a.column - from.column) - Math.abs(b.column - from.column))[0];
      if (found !== undefined) return found;
    }
    return undefined;
  }

  function target(key: string, from: Slot): Slot | undefined {
    const index = stops.indexOf(from);
    switch (key) {
      case 'ArrowRight':
        return stops[index + 1];
      case 'ArrowLeft':
        return stops[index - 1];
      case 'ArrowDown':
        return vertical(from, 1);
      case 'ArrowUp':
        return vertical(from, -1);
      case 'Home':
        return stops[0];
      case 'End':
        return stops.at(-1);
      default:
        return undefined;
    }
  }

  function key(event: KeyboardEvent, from: Slot) {
    if (!/^(?:Arrow|Home$|End$)/u.test(event.key)) return;
    const to = target(event.key, from);
    if (to !== undefined) {
      setVisited(to.at);
      document.getElementById(slotId(to.at))?.focus();
    }
    // The page has its own meaning for the arrows.
    event.preventDefault();
    event.stopPropagation();
  }

  const title = block.placed?.table.title ?? m.other;
  return (
    <fieldset
      className={styles['bytes']}
      ref={ref}
      aria-label={m.bytesOf({ title })}
      data-columns={columns}
      lang="en"
    >
      {rows.map((row) => (
        <div className={styles['row']} key={row.at}>
          <code className={styles['address']} translate="no">
            {hex(row.at, 3)}
          </code>
          {row.slots.map((slot) =>
            slot.register === null ? (
              <span
                className={styles['gap']}
                key={slot.at}
                style={{ gridColumn: `${slot.column + 2} / span ${slot.size}` }}
                translate="no"
                aria-hidden="true"
              >
                <Hex bytes={bytes} slot={slot} changed={changed} />
              </span>
            ) : (
              <RegisterCell
                key={slot.at}
                bytes={bytes}
                slot={slot}
                name={slot.register.name}
                size={slot.register.size}
                changed={changed}
                open={slot.at === open}
                tabStop={slot.at === stop}
                onOpen={() => {
                  setVisited(slot.at);
                  onOpen(slot.at);
                }}
                onKeyDown={(event) => key(event, slot)}
              />
            ),
          )}
        </div>
      ))}
    </fieldset>
  );
}

interface CellProps {
  readonly bytes: Uint8Array;
  readonly slot: Slot;
  readonly name: string;
  readonly size: number;
  readonly changed: ReadonlySet<number>;
  readonly open: boolean;
  readonly tabStop: boolean;
  readonly onOpen: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function RegisterCell(props: CellProps) {
  const { bytes, slot, name, size, changed, open, tabStop, onOpen, onKeyDown } = props;
  const m = useMessages().config;
  const value = `0x${hex(readBytes(bytes, slot.at, size), size * 2)}`;
  const label = m.register({
    name,
    at: slot.at,
    value,
    changed: countIn(changed, slot.at, size) > 0,
  });
  return (
    <button
      className={styles['register']}
      type="button"
      id={slotId(slot.at)}
      style={{ gridColumn: `${slot.column + 2} / span ${slot.size}` }}
      tabIndex={tabStop ? 0 : -1}
      aria-current={open ? 'true' : undefined}
      aria-label={label}
      title={label}
      translate="no"
      onClick={onOpen}
      onKeyDown={onKeyDown}
    >
      <Hex bytes={bytes} slot={slot} changed={changed} />
      <span className={styles['label']}>{name}</span>
    </button>
  );
}

interface HexProps {
  readonly bytes: Uint8Array;
  readonly slot: Slot;
  readonly changed: ReadonlySet<number>;
}

function Hex({ bytes, slot, changed }: HexProps) {
  return (
    <span className={styles['hex']}>
      {Array.from({ length: slot.size }, (_, i) => {
        const byte = bytes[slot.at + i] ?? 0xff;
        return (
          <code key={i} data-heat={heatOf(byte)} data-changed={changed.has(slot.at + i)}>
            {hex(byte, 2)}
          </code>
        );
      })}
    </span>
  );
}
