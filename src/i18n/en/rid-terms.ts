/** What the terms of a VF's Routing ID are. */
export const ridTerms = {
  pf: 'Routing ID of the PF',
  offset: 'First VF Offset',
  'index-stride': 'index · VF Stride',
  rid: 'Routing ID',
  bdf: 'as lspci prints it',
};
