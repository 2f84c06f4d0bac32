/**
 * Sends one value at a time; of those that come meanwhile only the latest follows. Keeps a slider from making a request
 * for every pixel, and its last position always arrives.
 */
export function latestWins<T>(send: (value: T) => Promise<unknown>): (value: T) => void {
  let underWay = false;
  let next: { value: T } | null = null;
  const run = (value: T): void => {
    underWay = true;
    const finish = () => {
      underWay = false;
      const following = next;
      next = null;
      if (following) run(following.value);
    };
    send(value).then(finish, finish);
  };
  return (value) => {
    if (underWay) next = { value };
    else run(value);
  };
}
