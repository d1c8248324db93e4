import { addresses } from './addresses';
import { inspect } from './inspect';
import { capture } from './capture';
import { captures } from './captures';
import { dump } from './dump';
import { problems } from './problems';
import { config } from './config';
import { help } from './help';
import { settings } from './settings';
import { described } from './described';
import { glossary } from './glossary';
import { hops } from './hops';
import { facts } from './hops/facts';
import { instances } from './instances';
import { readings, registers } from './registers';
import { compare } from './compare';
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
import { pcie } from './pcie';
import { presets } from './presets';
import { quests } from './quests';
import { cardSwitch } from './card-switch';
import { tunings } from './tunings';
import { fork } from './fork';
import { undo } from './undo';
import { why } from './why';
import { first } from './first';

export const en = {
  ...first,
  addresses,
  inspect,
  tunings,
  cardSwitch,
  pcie,
  presets,
  glossary,
  help,
  settings,
  described,
  quests,
  hops,
  facts,
  instances,
  capture,
  captures,
  dump,
  problems,
  config,
  registers,
  readings,
  compare,
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
};
