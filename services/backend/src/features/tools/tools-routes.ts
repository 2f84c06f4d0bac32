import {
  executeToolRequestSchema,
  toolArgumentSchemas,
  toolCallSchema,
  toolDescriptionSchema,
  toolNameSchema,
} from '@alice/contracts';
import { NotFoundError } from '@alice/errors';
import { currentContext, parseInput, type Route } from '@alice/service-runtime';
import type { Request } from 'express';
import { z } from 'zod';
import type { ToolsService } from './tools-service';

/** `admit` counts a call as a message of who calls. @throws RateLimitedError */
export function toolsRoutes(tools: ToolsService, admit: (request: Request) => Promise<void>): Route[] {
  return [
    {
      method: 'get',
      path: '/api/tools',
      summary: 'The tools and the JSON schemas of their arguments',
      access: 'user',
      scope: 'tools',
      responses: { 200: { description: 'The tools', schema: z.array(toolDescriptionSchema) } },
      handle: (_request, response) => {
        response.json(tools.describe());
      },
    },
    {
      method: 'post',
      path: '/api/tools/:name/execute',
      summary: 'Run a tool; one that fails is 200 with executed false and its error',
      access: 'user',
      scope: 'tools',
      body: executeToolRequestSchema,
      responses: { 200: { description: 'The call', schema: toolCallSchema } },
      handle: async (request, response) => {
        const name = toolNameSchema.safeParse(request.params.name);
        if (!name.success) throw new NotFoundError('no such tool');
        await admit(request);
        const { args } = parseInput(executeToolRequestSchema, request.body ?? {});
        parseInput(toolArgumentSchemas[name.data], args);
        const { call } = await tools.execute(name.data, args, 'router', currentContext()?.locale ?? 'sv');
        response.json(call);
      },
    },
  ];
}
