export const sweep = {
  label: 'Many runs at once',
};
