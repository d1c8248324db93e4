export const compare = {
  label: 'Paths side by side',
};
