/** Every view a moment may want, before the network goes away in front of everybody. True: all is here. */
export async function loadAhead(): Promise<boolean> {
  const parts = await Promise.allSettled([
    import('./PresenterRoom'),
    import('./MomentDialog'),
    import('../compare/CompareView'),
    import('../pcie/PcieRoom'),
    import('../journey/JourneyView'),
    import('../metrics/MetricsView'),
    import('../captures/CapturesView'),
    import('../sweep/SweepView'),
    import('../terminal/TerminalView'),
  ]);
  return parts.every(({ status }) => status === 'fulfilled');
}
