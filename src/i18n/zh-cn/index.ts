import type { Messages } from '../messages';
import { asking } from './asking';
import { capture } from './capture';
import { captures } from './captures';
import { config } from './config';
import { dump } from './dump';
import { help } from './help';
import { settings } from './settings';
import { described } from './described';
import { glossary } from './glossary';
import { hops } from './hops';
import { facts } from './hops/facts';
import { addresses } from './addresses';
import { inspect } from './inspect';
import { instances } from './instances';
import { limits } from './limits';
import { pcie } from './pcie';
import { quests } from './quests';
import { ridTerms } from './rid-terms';
import { presets } from './presets';
import { problems } from './problems';
import { readings, registers } from './registers';
import { shell } from './shell';
import { stage } from './stage';
import { steps } from './steps';
import { terminal } from './terminal';
import { chart } from './chart';
import { compare } from './compare';
import { journey } from './journey';
import { lesson } from './lesson';
import { failures } from './failures';
import { hall } from './hall';
import { docs } from './docs';
import { teach } from './teach';
import { embed } from './embed';
import { quiz } from './quiz';
import { offline } from './offline';
import { metrics } from './metrics';
import { migration } from './migration';
import { fileMenu } from './file-menu';
import { film } from './film';
import { picture } from './picture';
import { share } from './share';
import { sweep } from './sweep';
import { model } from './model';
import { claims } from './claims';
import { fork } from './fork';
import { undo } from './undo';
import { why } from './why';
import { cardSwitch } from './card-switch';
import { tunings } from './tunings';

export const zhCn: Messages = {
  shell,
  stage,
  steps,
  hops,
  facts,
  pcie,
  quests,
  instances,
  limits,
  problems,
  presets,
  glossary,
  help,
  settings,
  described,
  ridTerms,
  capture,
  captures,
  inspect,
  addresses,
  config,
  registers,
  readings,
  terminal,
  dump,
  chart,
  compare,
  journey,
  offline,
  metrics,
  migration,
  fileMenu,
  film,
  picture,
  share,
  sweep,
  lesson,
  docs,
  teach,
  hall,
  embed,
  failures,
  quiz,
  model,
  claims,
  fork,
  undo,
  why,
  asking,
  tunings,
  cardSwitch,
};
