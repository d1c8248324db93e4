import { asking } from './asking';
import { capture } from './capture';
import { dump } from './dump';
import { limits } from './limits';
import { ridTerms } from './rid-terms';
import { problems } from './problems';
import { shell } from './shell';
import { stage } from './stage';
import { steps } from './steps';
import { terminal } from './terminal';
import { chart } from './chart';
import { journey } from './journey';

/** What the page can say before anything else is opened. */
export const first = {
  shell,
  stage,
  steps,
  limits,
  problems,
  ridTerms,
  capture,
  terminal,
  dump,
  chart,
  journey,
  asking,
};
