/** Shown when the pointer or the focus is on the turn; always where there is no pointer that hovers. */
export const onDemand = (always: boolean) =>
  always
    ? ''
    : 'opacity-0 transition-opacity group-focus-within/turn:opacity-100 group-hover/turn:opacity-100 [@media(hover:none)]:opacity-100';
