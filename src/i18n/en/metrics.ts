export const metrics = {
  label: 'What the run amounts to',
};
