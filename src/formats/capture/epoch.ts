/** When the simulated host starts, UTC: its calendar, and what time 0 of a run is called in a capture. */
export const HOST_STARTED_MS = Date.UTC(2025, 10, 22, 7, 30, 0);
