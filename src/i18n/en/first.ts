import { asking } from './asking';
import { limits } from './limits';
import { ridTerms } from './rid-terms';
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
  ridTerms,
  terminal,
  chart,
  journey,
  asking,
};
