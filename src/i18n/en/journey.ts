export const journey = {
  label: 'The journey of one packet',
};
