/** What every chart of the lab says beside its own words. */
export const chart = {
  showTable: 'Show as table',
  hideTable: 'Hide the table',
  tableOf: (title: string) => `The numbers of: ${title}`,
  csv: 'Save CSV',
  csvHint: 'Save the numbers behind this picture as comma-separated values',
};
