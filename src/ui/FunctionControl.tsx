import { functionKindsOn, missingOf } from '../store/vocabulary';
import type { FunctionKind, Scenario, VmGroup } from '../store/vocabulary';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { functionName, withFunction } from './given-function';
import controls from './controls.module.css';

interface Props {
  readonly scenario: Scenario;
  readonly group: VmGroup;
  readonly index: number;
}

/** What of the card is a guest's own: a VF, or what came after. What this card has not says why. */
export function FunctionControl({ scenario, group, index }: Props) {
  const messages = useMessages();
  const { tunings: m, instances } = messages;
  const device = useApp((s) => s.info?.topology.card.device);
  const edit = useApp((s) => s.edit);
  const kinds = functionKindsOn(group.path);
  if (kinds.length < 2 || device === undefined) return null;
  const missing = (kind: FunctionKind) => missingOf(kind, device);
  const absent = kinds.find((kind) => missing(kind) !== null);
  const why = absent === undefined ? null : missing(absent);
  return (
    <label className={controls['field']}>
      <span className={controls['label']}>{m.function}</span>
      <select
        className={controls['select']}
        value={group.function}
        data-function={index}
        onChange={(event) => {
          const kind = event.currentTarget.value as FunctionKind;
          edit((input) => withFunction(input, scenario, index, kind));
        }}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind} disabled={missing(kind) !== null}>
            {functionName(messages, kind, group.path)}
          </option>
        ))}
      </select>
      {why !== null && <small>{instances.absent[why]}</small>}
    </label>
  );
}
