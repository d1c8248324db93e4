import { functionKindsOn, missingOf } from '../store/vocabulary';
import type { FunctionKind, Scenario, VmGroup } from '../store/vocabulary';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import controls from './controls.module.css';

interface Props {
  readonly scenario: Scenario;
  readonly group: VmGroup;
  readonly index: number;
}

/** What of the card is a guest's own: a VF, or what came after. What this card has not says why. */
export function FunctionControl({ scenario, group, index }: Props) {
  const { tunings: m, instances } = useMessages();
  const device = useApp((s) => s.info?.topology.card.device);
  const edit = useApp((s) => s.edit);
  const kinds = functionKindsOn(group.path);
  if (kinds.length < 2 || device === undefined) return null;
  const missing = (kind: FunctionKind) => missingOf(kind, device);
  const absent = kinds.find((kind) => missing(kind) !== null);
  const why = absent === undefined ? null : missing(absent);
  const name = (kind: FunctionKind) =>
    kind === 'vf' && group.path === 'bare-metal' ? m.functionOfPf : instances.kinds[kind];
  return (
    <label className={controls['field']}>
      <span className={controls['label']}>{m.function}</span>
      <select
        className={controls['select']}
        value={group.function}
        data-function={index}
        onChange={(event) => {
          const kind = event.currentTarget.value;
          edit((input) => given(input, scenario, index, kind));
        }}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind} disabled={missing(kind) !== null}>
            {name(kind)}
          </option>
        ))}
      </select>
      {why !== null && <small>{instances.absent[why]}</small>}
    </label>
  );
}

type Input = Record<string, unknown>;

/** The scenario with that, and with what it needs: an assignable interface an IOMMU that knows PASIDs, vDPA an honest guest. */
function given(input: unknown, { vms }: Scenario, index: number, kind: string): Input {
  const before = (typeof input === 'object' && input !== null ? input : {}) as Input;
  const groups = (before['vms'] ?? []) as readonly Input[];
  const host = (before['host'] ?? {}) as Input;
  const changed = vms.map((vm, n): Input => {
    const group = groups[n] ?? {};
    if (n !== index) return group;
    const { attack: _attack, failover: _failover, vfioDriver: _driver, ...rest } = group;
    return { path: vm.path, ...rest, function: kind };
  });
  const along = kind === 'adi' ? { host: { ...host, iommu: true, scalableMode: true } } : {};
  return { ...before, ...along, vms: changed };
}
