/** What virsh prints behind `error: `, with exit status 1. */
export class VirshError extends Error {}
