/** How the lines of a plot are told apart: by colour, and without it by their dashes. */
export const LINES = [
  { colour: 'text-spruce', dash: [] },
  { colour: 'text-cloudberry', dash: [7, 4] },
  { colour: 'text-lingon', dash: [2, 3] },
  { colour: 'text-muted', dash: [9, 3, 2, 3] },
] as const;
