/** What is said of the copy of the lab that the browser keeps. */
export const offline = {
  device: 'On this device',
  ready: 'From now on the lab opens offline, too.',
  kept: 'This browser keeps the whole lab: the same address opens it without a network.',
  newerTitle: 'A newer version of the lab is there',
  newer: 'It is loaded and waits. Your place, the address and your answers outlive the reload.',
  renew: 'Reload with the newer version',
  install: 'Install the lab as an app …',
};
