/** The text ends where more must follow: an open quote, `do` without `done`, a trailing `|`. */
export class Unfinished extends Error {}

/** A line the shell does not accept; the message is what follows `bash: `. */
export class ParseFailure extends Error {}
