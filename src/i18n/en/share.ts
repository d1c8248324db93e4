/** Words of the dialog that hands out what is on the screen. */
export const share = {
  title: 'Share what is on the screen',
  moment: (at: string) => `At this moment (${at})`,
  link: 'A link',
  what: 'Who opens it has the same host and settings, with the figures of the same run.',
  ofLesson: 'Who opens it has the same step of the lesson.',
  long: (length: string, most: string) =>
    `This address has ${length} characters. Some programs cut addresses of more than ${most}: try it after you have sent it, or send the file.`,
  tooLong: (length: string, most: string) =>
    `The scenario is too large for an address: ${length} characters, where ${most} are the most that is handed out. Send the file instead.`,
  onlyHere:
    'This page lies on this computer: nobody else can open the address. Send the file, or put the lab on a web server.',
  noCode: (length: string, most: string) =>
    `Too long for a QR code: ${length} characters, where ${most} can still be read from a screen.`,
  embed: 'On a page of yours',
  element: 'A frame that takes the height it needs:',
  frame: 'Where no scripts are allowed: a plain frame',
  embedTooLong: 'The scenario is too large for a line.',
  builder: 'Choose what is shown, or another tool …',
  openLab: 'Open the lab',
  file: 'A file',
  fileWhat: 'The scenario, to be opened in any copy of the lab: drop it on the page.',
  saveFile: 'Save the scenario (JSON)',
  close: 'Close',
  note: {
    label: 'A note for whoever opens the link (optional)',
    title: 'A note came with this address',
    untold: 'It is from whoever made the address, not from the lab.',
  },
  otherModel: {
    title: (name: string) => `Made with another version of the model: ${name}`,
    what: (made: string, here: string) =>
      `It was made with model ${made}; this is model ${here}. It is run by this one, so its figures may differ from those that were seen then.`,
    address: 'this address',
  },
};
