import { toolArgumentSchemas, toolNames } from '@alice/contracts';
import { commandClasses, commandClassOf } from './command-class';

it('has a class for every tool, the first for other talk', () => {
  expect(commandClasses[0]?.tool).toBeNull();
  for (const name of toolNames) expect(commandClasses.some(({ tool }) => tool === name)).toBe(true);
});

it('finds itself again, with arguments that the tool takes', () => {
  commandClasses.forEach(({ tool, args, completion }, index) => {
    const change = {
      level: { level: 30 },
      up: { delta: 5 },
      down: { delta: -5 },
      names: { query: 'x' },
      none: {},
    }[completion];
    const call = { tool, args: { ...args, ...change } };
    expect(commandClassOf(call)).toBe(index);
    if (tool) expect(toolArgumentSchemas[tool].safeParse(call.args).success).toBe(true);
  });
});
