import { chatRequestSchema, chatResponseSchema, type ChatStreamEvents, type User } from '@alice/contracts';
import { currentContext, parseInput, toProblem, type Route } from '@alice/service-runtime';
import type { Request, Response } from 'express';
import type { Turn } from './turn';
import type { TurnService } from './turn-service';

export function chatRoutes(turns: TurnService, userOf: (request: Request) => User): Route[] {
  const begin = (request: Request): Promise<Turn> => {
    const message = parseInput(chatRequestSchema, request.body);
    const context = currentContext();
    if (context && message.locale) context.locale = message.locale;
    return turns.begin(userOf(request).id, message, context?.locale ?? 'sv');
  };
  return [
    {
      method: 'post',
      path: '/api/chat',
      summary: 'Say something to Alice and get the whole answer',
      access: 'user',
      body: chatRequestSchema,
      responses: { 200: { description: 'The finished turn', schema: chatResponseSchema } },
      handle: async (request, response) => {
        const turn = await begin(request);
        leaveWithClient(response, turn);
        response.json(await turn.done);
      },
    },
    {
      method: 'post',
      path: '/api/chat/stream',
      summary:
        'Say something to Alice and get the answer as it comes: events start, delta, tool, done, error',
      access: 'user',
      body: chatRequestSchema,
      responses: { 200: { description: 'The events', contentType: 'text/event-stream' } },
      handle: async (request, response) => {
        const turn = await begin(request);
        leaveWithClient(response, turn);
        response.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        });
        const send = <E extends keyof ChatStreamEvents>(event: E, data: ChatStreamEvents[E]) =>
          response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        send('start', { conversationId: turn.conversationId, messageId: turn.messageId });
        for (const call of turn.tools) send('tool', call);
        if (turn.seq > 0) send('delta', { seq: turn.seq, text: turn.text });
        const unsubscribe = turn.subscribe({
          onDelta: (delta) => send('delta', delta),
          onTool: (call) => send('tool', call),
        });
        try {
          send('done', await turn.done);
        } catch (error) {
          const { requestId = '', locale = 'sv' } = currentContext() ?? {};
          send('error', toProblem(error, requestId, locale));
        }
        unsubscribe();
        response.end();
      },
    },
  ];
}

/** A program that leaves cannot come back for the answer: the model's work for it ends, if nobody else waits. */
function leaveWithClient(response: Response, turn: Turn): void {
  const leave = turn.watch();
  response.once('close', () => {
    if (!response.writableFinished) leave();
  });
}
