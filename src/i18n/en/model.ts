export const model = {
  label: 'The model and what it claims',
};
