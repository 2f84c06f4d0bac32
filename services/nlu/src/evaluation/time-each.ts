/** What was made of each input, and how long each took, in milliseconds. */
export interface Timed<Result> {
  readonly results: readonly Result[];
  readonly milliseconds: readonly number[];
}

/** Enough calls for the engine to have compiled what runs often. */
const WARM_UP_CALLS = 1_000;

/** Runs every input once with a clock, after a warm-up over the same inputs without one. */
export function timeEach<Input, Result>(
  inputs: readonly Input[],
  run: (input: Input) => Result,
  warmUpCalls = WARM_UP_CALLS,
): Timed<Result> {
  for (let called = 0; called < warmUpCalls && inputs.length > 0; called += inputs.length)
    for (const input of inputs.slice(0, warmUpCalls - called)) run(input);
  const results: Result[] = [];
  const milliseconds: number[] = [];
  for (const input of inputs) {
    const started = process.hrtime.bigint();
    const result = run(input);
    milliseconds.push(Number(process.hrtime.bigint() - started) / 1e6);
    results.push(result);
  }
  return { results, milliseconds };
}
