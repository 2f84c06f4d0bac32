import { readFileSync } from 'node:fs';
import { toolArgumentSchemas, toolNameSchema } from '@alice/contracts';
import { z } from 'zod';

const commandSchema = z
  .object({
    text: z.string().min(1),
    tool: toolNameSchema.nullable(),
    args: z.record(z.string(), z.unknown()).default({}),
  })
  .superRefine(({ tool, args }, context) => {
    const parsed = tool && toolArgumentSchemas[tool].safeParse(args);
    if (parsed?.success === false)
      context.addIssue({ code: 'custom', path: ['args'], message: `${tool ?? ''} refuses these` });
  });

/** A sentence with the tool that it asks for, or null for one that is no media command. */
export type CommandSentence = z.infer<typeof commandSchema>;

/** A file of sentences that cannot be used; its message names file and line. */
export class CommandSetError extends Error {
  override readonly name = 'CommandSetError';
}

/**
 * Reads a file of `{"text", "tool": name or null, "args"}`, one JSON object a line; blank lines are passed over.
 * @throws CommandSetError where it cannot be read, is empty, or a line is something else
 */
export function readCommandSet(file: string): CommandSentence[] {
  const sentences = readText(file)
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, `${file}:${String(index + 1)}`)]));
  if (sentences.length === 0) throw new CommandSetError(`${file}: no sentences`);
  return sentences;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CommandSetError(`${file}: cannot be read`, { cause });
  }
}

function parseLine(line: string, place: string): CommandSentence {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch (cause) {
    throw new CommandSetError(`${place}: no JSON`, { cause });
  }
  const parsed = commandSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`);
  throw new CommandSetError(`${place}: ${faults.join('; ')}`);
}
