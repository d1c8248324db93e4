/**
 * The words of the worker's replies: what the numbers in their columns stand for. Pages take them from
 * here; everything else of the engine stays behind the worker.
 */
export {
  DROP_CAUSES,
  EXIT_CLASSES,
  EXIT_REASONS,
  FACT_KINDS,
  REGISTERS,
  SUPPRESSIONS,
} from '../engine/costs/facts';
export type { ExitClass, ExitReason, FactKind } from '../engine/costs/facts';
export { BAND_OF, isFunction, PLACE_KINDS } from '../engine/costs/places';
export { STEP_IDS, STEPS } from '../engine/costs/steps';
export type { StepId } from '../engine/costs/steps';
export type { Bucket } from '../engine/kernel/histogram';
export type { InspectionText } from '../engine/inspect-text';
export type { ExitTime, Metrics, MetricsBody } from '../engine/metrics';
export { SCENARIO_VERSION } from '../engine/scenario/upgrade';
export { MADE_WITH, MODEL_VERSION } from '../engine/model-version';
export { CEILINGS } from '../engine/pci/ceilings';
export { ASSUMED_MEMORY } from '../engine/pci/instances/kinds';
export type {
  BillRow,
  InstanceBill,
  InstanceKind,
  ResourceId,
} from '../engine/pci/instances/kinds';
export { eachOf, fullest, shareOf, usedOf, withMemory } from '../engine/pci/instances/use';
export { DMA_TRACKING } from '../engine/scenario/migration-plan';
export { takesVf } from '../engine/pci/variant-drivers';
export { FILTER_DRIVERS, SWITCHDEV_DRIVERS } from '../engine/pci/switch-abilities';
export { ruleText } from '../engine/scenario/card-rule';
export { ACTS_ON, actsOn, cannotMove, overriddenBy } from '../engine/scenario/effects';
export type { HostSwitch, TuningId } from '../engine/scenario/effects';
export { neededFor } from '../engine/scenario/function-needs';
export { functionKindsOn, isVdpa, missingOf } from '../engine/scenario/function-kinds';
export type { FunctionKind } from '../engine/scenario/function-kinds';
export type { PresetId } from '../engine/scenario/presets';
export {
  ATTACK_KINDS,
  ATTACK_TARGETS,
  DESTINATIONS,
  IP_VERSIONS,
  GUEST_PAGES,
  PATH_IDS,
  PROTOCOLS,
  SOURCES,
  TRAFFIC_KINDS,
} from '../engine/scenario/scenario';
export type { Issue, PathId, Scenario, VmGroup } from '../engine/scenario/scenario';
export { SERIES_FIELDS } from '../engine/series';
export type { SeriesColumns, SeriesField } from '../engine/series';
export type { Behind, Difference } from '../engine/tell/differences';
export { AFTERMATH, MILESTONES } from '../engine/tell/milestones';
export type { Milestone, MilestoneId } from '../engine/tell/milestones';
export type { PacketTrace } from '../engine/tell/packet-trace';
export type { RunDifference, RunFigure } from '../engine/tell/run-differences';
export type { Topology } from '../engine/topology';
export { PS_PER_MS, PS_PER_US } from '../engine/units';
export type { Picos } from '../engine/units';
export type { CaptureIssue } from '../formats/capture/capture';
export { toCsv } from '../formats/csv';
export { inputAt } from '../engine/sweep/grid';
export type { Limiter } from '../engine/sweep/limiter';
export { kindFor, SWEPT_KIND, underLoad, varyOf } from '../engine/sweep/setup';
export type { SweepSetup } from '../engine/sweep/setup';
export { sweepHeader, sweepObject, sweepRow } from '../engine/sweep/table';
export type { Axis, Measured, PointResult, SweepFault } from './sweep-api';
export type { Absence, TapKind } from '../engine/taps/taps';
export type { FrameField, FrameLayer, LayerId } from '../formats/frames/decode';
