import type { OtherFutures } from '../engine/scenario/futures';
import { scenarioToJson } from '../engine/scenario/to-json';
import type { OpenedFutures } from './api';

/** What a file keeps beside its own run, as the page keeps it. */
export function openedFutures({ shown, others }: OtherFutures): OpenedFutures {
  return {
    shown,
    others: others.map(({ scenario, beside }) => ({
      scenario,
      scenarioInput: scenarioToJson(scenario),
      beside,
    })),
  };
}
