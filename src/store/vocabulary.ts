/** What the state is made of, for those who read it. */
export * from '../worker/vocabulary';
export type { StageMoment } from '../worker/lesson-desk';
export type { PlaceKind } from '../engine/costs/places';
export type { MigrationReport } from '../engine/migration-report';
export type { CpuTime, StepTime } from '../engine/explain/cpu-time';
export type { Charge, Due } from '../engine/explain/charges';
export type { PacketTime, Stretch } from '../engine/explain/packet-time';
export type {
  CurveData,
  Figure as PublishedFigure,
  PathWay,
  PriceLine,
  PriceRow,
  Row as CheckRow,
} from '../worker/reference';
export type {
  CardLimits,
  Inspection,
  Instant,
  LimitLift,
  RunInfo,
  RunWindow,
  Selection,
} from '../worker/api';
export type { CauseQuery, ExitCause, ExitCauses, MetricsPicture } from '../worker/metrics-api';
export type {
  Attribute,
  Field,
  PlacedTable,
  Register,
  RegisterTable,
} from '../engine/pci/registers/register';
export type { RoutingId } from '../engine/units';
export type { QuestAnswer, QuestRepair, QuestStart } from '../worker/quest-api';
export type { FaultKind, Site } from '../quests/quest';
export type { Verdict } from '../quests/check';
export type {
  Completion,
  ConfigPicture,
  DumpIssue,
  HostFunction,
  HostPf,
  HostPicture,
  ImportedDump,
  ImportResult,
} from '../worker/host-api';
export type { Journey, JourneyRow, HopRow } from '../engine/tell/rows';
export { MOST_LANES } from '../worker/compare-api';
export type {
  Lane,
  LaneInfo,
  LanePacket,
  LaneSet,
  PacketComparison,
  RunComparison,
} from '../worker/compare-api';
export type { TapColumn, TapFrame, TapLine, TapPicture } from '../worker/captures-api';
