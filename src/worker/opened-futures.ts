import type { OtherFutures } from '../engine/scenario/futures';
import { scenarioToJson } from '../engine/scenario/to-json';
import { withFormerSwitches } from '../shell/former-switches';
import type { OpenedFutures } from './api';
import { NUMBERS } from './numbers';

/** What a file keeps beside its own run, as the page keeps it. */
export function openedFutures({ shown, others }: OtherFutures): OpenedFutures {
  return {
    shown,
    others: others.map(({ scenario, beside }) => ({
      scenario: withFormerSwitches(scenario, scenario, NUMBERS),
      scenarioInput: scenarioToJson(scenario),
      beside,
    })),
  };
}
